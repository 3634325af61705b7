/**
 * How fast and how small the geofence kernel is, side by side with JTS's own structures in one run.
 *
 * <p>Sees the kernel only through its public types. Areas and places are made from a seed; what is compared gets the same
 * areas and the same places in the same order.
 */
package org.rollcall.bench.geofence;
