/**
 * Whether anything that was acknowledged is ever lost or counted twice, whatever is killed, cut, paused or repeated.
 *
 * <p>Everything that is disturbed is the benchmark's own: its nodes by their ids, its cluster, its proxy. What is found is
 * counted from the database and from what the phones wrote down, and never from what the server says of itself.
 */
package org.rollcall.bench.crash;
