package org.rollcall.bench.load;

import java.nio.ByteBuffer;

/**
 * A request to be sent, and what its fixes are, so that they can be looked for afterwards.
 *
 * @param bytes the whole request; read through {@link ByteBuffer#duplicate}
 * @param firstMillis the time of its first fix
 * @param stepMillis how much later each next one is
 */
record Shot(ByteBuffer bytes, int person, int fixes, long firstMillis, long stepMillis) {}
