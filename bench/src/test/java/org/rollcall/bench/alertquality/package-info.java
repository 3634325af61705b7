/**
 * Proves the simulator and what is counted, on small populations. The figures themselves are not tested here but measured.
 */
package org.rollcall.bench.alertquality;
