package org.rollcall.geofence;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Standings as bytes, led by a format number. The same standing always has the same bytes, so that a replay can be
 * compared byte for byte. Total: every standing has bytes, and bytes that are none are refused. Stateless, thread-safe.
 */
public final class StandingCodec {

    /** The format that is written. */
    public static final int FORMAT = 1;

    private static final int HAS_LAST_FIX = 1;
    private static final int HAS_OUTSIDE_ROW = 2;
    private static final int EXITED = 4;
    private static final int ALL_FLAGS = 7;
    private static final int MAX_BYTES = 2 + 12 + 12 + 4;

    private StandingCodec() {
    }

    /** The standing's bytes. */
    public static byte[] encode(Standing standing) {
        var bytes = ByteBuffer.allocate(MAX_BYTES).put((byte) FORMAT).put((byte) flags(standing));
        standing.lastFixAt().ifPresent(at -> put(bytes, at));
        standing.outsideSince().ifPresent(since -> {
            put(bytes, since);
            bytes.putInt(standing.outsideFixes());
        });
        var exact = new byte[bytes.position()];
        bytes.flip().get(exact);
        return exact;
    }

    /**
     * The standing of some bytes. No bytes at all are the standing of a person of whom nothing is known yet.
     *
     * @throws MalformedStandingException for another format, for bytes that end early or late, or that contradict
     *         themselves
     */
    public static Standing decode(byte[] bytes) {
        if (bytes.length == 0) {
            return Standing.INITIAL;
        }
        if (bytes[0] != FORMAT) {
            throw new MalformedStandingException("a standing of format " + bytes[0] + " is not known here");
        }
        try {
            var buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
            var standing = read(buffer);
            if (buffer.hasRemaining()) {
                throw new MalformedStandingException("a standing has " + buffer.remaining() + " bytes too many");
            }
            return standing;
        } catch (BufferUnderflowException e) {
            throw new MalformedStandingException("a standing's bytes end too early");
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new MalformedStandingException("a standing's bytes contradict themselves: " + e.getMessage());
        }
    }

    private static Standing read(ByteBuffer bytes) {
        int flags = bytes.get();
        if ((flags & ~ALL_FLAGS) != 0) {
            throw new MalformedStandingException("a standing has flags that are not known here");
        }
        Optional<Instant> lastFixAt = (flags & HAS_LAST_FIX) == 0 ? Optional.empty() : Optional.of(instant(bytes));
        Optional<Instant> since = (flags & HAS_OUTSIDE_ROW) == 0 ? Optional.empty() : Optional.of(instant(bytes));
        int fixes = since.isPresent() ? bytes.getInt() : 0;
        return new Standing(lastFixAt, since, fixes, (flags & EXITED) != 0);
    }

    private static int flags(Standing standing) {
        return (standing.lastFixAt().isPresent() ? HAS_LAST_FIX : 0)
                | (standing.outsideSince().isPresent() ? HAS_OUTSIDE_ROW : 0)
                | (standing.exited() ? EXITED : 0);
    }

    private static void put(ByteBuffer bytes, Instant instant) {
        bytes.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    private static Instant instant(ByteBuffer bytes) {
        long seconds = bytes.getLong();
        int nanos = bytes.getInt();
        if (nanos < 0 || nanos > 999_999_999) {
            throw new MalformedStandingException("a standing's time has no such fraction of a second");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }
}
