/**
 * The people of the load benchmarks, all from one seed: who they are, where they live, how they move.
 *
 * <p>Nothing here measures, and nothing here talks to anybody: whoever needs a person in another process makes it anew.
 */
package org.rollcall.bench.world;
