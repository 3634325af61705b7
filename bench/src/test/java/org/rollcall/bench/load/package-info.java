/**
 * Shows that the load generator sends and counts what it says.
 *
 * <p>Nothing here measures.
 */
package org.rollcall.bench.load;
