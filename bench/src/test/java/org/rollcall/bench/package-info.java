/**
 * Proves the frame of the benchmarks: options, figures, targets. Nothing here measures, so nothing here needs a quiet machine.
 */
package org.rollcall.bench;
