/**
 * How fast fixes are taken in, beside the least program that stores them, and what each costs.
 *
 * <p>Ours and the ceiling run in turn, in the same minutes, on the same cluster. Nothing of the application is switched off
 * for a figure.
 */
package org.rollcall.bench.intake;
