/**
 * Load from a process of its own: one thread, raw sockets, requests and answers as bytes, so that little of two shared
 * cores is spent on asking.
 *
 * <p>Must not know what it measures: ours and the ceiling get the same bytes but for the path. Latency in an open loop
 * counts from when a request should have been sent, not from when it could be.
 */
package org.rollcall.bench.load;
