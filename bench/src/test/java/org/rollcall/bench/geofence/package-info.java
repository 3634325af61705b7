/**
 * Shows that the geofence benchmark measures what its tables say.
 *
 * <p>Nothing here measures.
 */
package org.rollcall.bench.geofence;
