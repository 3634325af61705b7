/**
 * The frame of the benchmarks: which there are, how their tables and targets are printed, when a run has failed.
 *
 * <p>Must not be depended on by any other module, and holds no rule of the application: it measures what the other
 * modules ship, as they ship it. A figure is printed as measured; no figure is rounded towards its bound.
 */
package org.rollcall.bench;
