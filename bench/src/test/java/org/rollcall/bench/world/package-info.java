/**
 * Shows that a benchmark's world is made as the API makes it.
 *
 * <p>Nothing here measures.
 */
package org.rollcall.bench.world;
