/**
 * A database and a server of a benchmark's own, and a population in it.
 *
 * <p>Everything listens on 127.0.0.1 and ends with the benchmark. Nothing here measures.
 */
package org.rollcall.bench.server;
