/**
 * How good the alerts are: a population with known whereabouts, phones that err as phones do, and detectors that are
 * held against the truth.
 *
 * <p>The simulator ({@link org.rollcall.bench.alertquality.Population} and what it uses) was frozen before any detector
 * was written, and must not be changed to make a detector look better: a change of it is a commit of its own, with the
 * source of the new number, and all figures are then measured anew. It must know nothing of detectors; detectors see
 * fixes only, never the truth.
 */
package org.rollcall.bench.alertquality;
