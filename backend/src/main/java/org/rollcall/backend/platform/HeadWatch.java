package org.rollcall.backend.platform;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Follows the bytes of one connection as far as to tell whether the head of a request is coming. What is a body is told by
 * where it stands: after a head and before the answer. Not thread-safe: one event loop reads a connection.
 */
final class HeadWatch implements ByteProcessor {

    private static final long NOT_COMING = 0;

    private volatile long sinceNanos = NOT_COMING;
    private boolean awaitsAnswer;
    private boolean begun;
    private boolean emptyLine;

    /** Bytes came from the client. */
    void read(ByteBuf bytes, long nowNanos) {
        if (awaitsAnswer) {
            return;
        }
        if (sinceNanos == NOT_COMING) {
            // Zero is taken.
            sinceNanos = nowNanos == NOT_COMING ? 1 : nowNanos;
        }
        if (bytes.forEachByte(this) >= 0) {
            awaitsAnswer = true;
            begun = false;
            emptyLine = false;
            sinceNanos = NOT_COMING;
        }
    }

    /** Something is answered: what comes now is the next head. */
    void answered() {
        awaitsAnswer = false;
    }

    /** Whether a head has been coming for longer than that. */
    boolean isTooSlow(long nowNanos, long nanosAllowed) {
        long since = sinceNanos;
        return since != NOT_COMING && nowNanos - since > nanosAllowed;
    }

    /** Goes on until an empty line ends the head; empty lines before its first are none. */
    @Override
    public boolean process(byte value) {
        if (value == '\r') {
            return true;
        }
        if (value == '\n') {
            boolean ends = begun && emptyLine;
            emptyLine = true;
            return !ends;
        }
        begun = begun || value > ' ';
        emptyLine = !begun;
        return true;
    }
}
