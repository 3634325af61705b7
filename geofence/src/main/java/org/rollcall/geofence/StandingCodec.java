package org.rollcall.geofence;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Standings as bytes, led by a format number. The same standing always has the same bytes, so that a replay can be
 * compared byte for byte; a person at home takes 42. Total: every standing has bytes, and bytes that are none are
 * refused. Stateless, thread-safe.
 */
public final class StandingCodec {

    /** The format that is written. */
    public static final int FORMAT = 4;
    /** Said of each row whether it moved. */
    private static final int MOVES = 3;
    /** The oldest format that is read: it did not say that. */
    private static final int OLDEST = 2;

    private static final int HAS_LAST = 1;
    private static final int HAS_RADIUS = 2;
    private static final int HAS_HOME = 4;
    private static final int HAS_AWAY = 8;
    private static final int HAS_SIGNALS = 16;
    private static final int HAS_TRACKS = 32;
    private static final int ALL_FLAGS = 63;

    private static final int HAS_OBJECT = 1;
    private static final int IS_OPEN = 2;
    private static final int HAS_MOVED = 4;
    private static final int AGAINST_SHIFT = 3;
    private static final int AGAINST = 7 << AGAINST_SHIFT;

    private static final int MAX_BYTES = 2 + 3 * 8 + 8 + 2 * 8 + 1 + 4 * 8 + 2 + 2;
    private static final int MAX_TRACK_BYTES = 2 + 16 + 2 * 8 + 2;
    private static final int LEAST_TRACK_BYTES = 2 + 2 * 8 + 2;

    private StandingCodec() {
    }

    /** The standing's bytes. */
    public static byte[] encode(Standing standing) {
        var bytes = ByteBuffer.allocate(MAX_BYTES + standing.tracks().size() * MAX_TRACK_BYTES);
        bytes.put((byte) FORMAT).put((byte) flags(standing));
        standing.lastFixAt().ifPresent(at -> put(bytes, at));
        standing.lastPlace().ifPresent(place -> bytes.putDouble(place.latitude()).putDouble(place.longitude()));
        standing.lastRadiusMetres().ifPresent(bytes::putDouble);
        standing.homeSeenAt().ifPresent(at -> put(bytes, at));
        standing.awaySeenAt().ifPresent(at -> put(bytes, at));
        if (!standing.signals().equals(Signals.NONE)) {
            put(bytes, standing.signals());
        }
        if (!standing.tracks().isEmpty()) {
            bytes.putShort((short) standing.tracks().size());
            standing.tracks().forEach(track -> put(bytes, track));
        }
        var exact = new byte[bytes.position()];
        bytes.flip().get(exact);
        return exact;
    }

    /**
     * The standing of some bytes. No bytes at all are the standing of a person of whom nothing is known yet. Format 2 is
     * read as rows in which nothing moved: they need more fixes to be said, which is the person's benefit of a doubt; format 3
     * as rows that no fix spoke against.
     *
     * @throws MalformedStandingException for an unknown format, for bytes that end early or late, or that contradict
     *         themselves
     */
    public static Standing decode(byte[] bytes) {
        if (bytes.length == 0) {
            return Standing.INITIAL;
        }
        if (bytes[0] < OLDEST || bytes[0] > FORMAT) {
            throw new MalformedStandingException("a standing of format " + bytes[0] + " is not known here");
        }
        try {
            var buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
            var standing = read(buffer, trackFlags(bytes[0]));
            if (buffer.hasRemaining()) {
                throw new MalformedStandingException("a standing has " + buffer.remaining() + " bytes too many");
            }
            return standing;
        } catch (BufferUnderflowException e) {
            throw new MalformedStandingException("a standing's bytes end too early");
        } catch (IllegalArgumentException e) {
            throw new MalformedStandingException("a standing's bytes contradict themselves: " + e.getMessage());
        }
    }

    /** Which flags a track may have in a format. */
    private static int trackFlags(byte format) {
        return switch (format) {
            case OLDEST -> HAS_OBJECT | IS_OPEN;
            case MOVES -> HAS_OBJECT | IS_OPEN | HAS_MOVED;
            default -> HAS_OBJECT | IS_OPEN | HAS_MOVED | AGAINST;
        };
    }

    private static Standing read(ByteBuffer bytes, int trackFlags) {
        int flags = bytes.get();
        if ((flags & ~ALL_FLAGS) != 0) {
            throw new MalformedStandingException("a standing has flags that are not known here");
        }
        boolean hasLast = (flags & HAS_LAST) != 0;
        var lastFixAt = hasLast ? instant(bytes) : null;
        var lastPlace = hasLast ? new WgsCoordinate(bytes.getDouble(), bytes.getDouble()) : null;
        double radius = (flags & HAS_RADIUS) == 0 ? Double.NaN : bytes.getDouble();
        var home = (flags & HAS_HOME) == 0 ? null : instant(bytes);
        var away = (flags & HAS_AWAY) == 0 ? null : instant(bytes);
        var signals = (flags & HAS_SIGNALS) == 0 ? Signals.NONE : signals(bytes);
        List<Track> tracks = (flags & HAS_TRACKS) == 0 ? List.of() : tracks(bytes, trackFlags);
        return new Standing(lastFixAt, lastPlace, radius, home, away, signals, tracks);
    }

    private static int flags(Standing standing) {
        return (standing.lastFixAt().isPresent() ? HAS_LAST : 0)
                | (standing.lastRadiusMetres().isPresent() ? HAS_RADIUS : 0)
                | (standing.homeSeenAt().isPresent() ? HAS_HOME : 0)
                | (standing.awaySeenAt().isPresent() ? HAS_AWAY : 0)
                | (standing.signals().equals(Signals.NONE) ? 0 : HAS_SIGNALS)
                | (standing.tracks().isEmpty() ? 0 : HAS_TRACKS);
    }

    private static void put(ByteBuffer bytes, Signals signals) {
        var times = List.of(signals.mockAt(), signals.jumpAt(), signals.frozenAt(), signals.clockAt());
        int mask = 0;
        for (int i = 0; i < times.size(); i++) {
            mask |= times.get(i).isPresent() ? 1 << i : 0;
        }
        bytes.put((byte) mask);
        times.forEach(time -> time.ifPresent(at -> put(bytes, at)));
        bytes.putShort((short) signals.repeats());
    }

    private static Signals signals(ByteBuffer bytes) {
        int mask = bytes.get();
        if (mask < 0 || mask > 15) {
            throw new MalformedStandingException("a standing has signals that are not known here");
        }
        List<Optional<Instant>> times = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            times.add((mask & 1 << i) == 0 ? Optional.empty() : Optional.of(instant(bytes)));
        }
        return new Signals(times.get(0), times.get(1), times.get(2), times.get(3),
                Short.toUnsignedInt(bytes.getShort()));
    }

    private static void put(ByteBuffer bytes, Track track) {
        bytes.put((byte) track.condition().code());
        bytes.put((byte) ((track.object().isPresent() ? HAS_OBJECT : 0) | (track.open() ? IS_OPEN : 0)
                | (track.moved() ? HAS_MOVED : 0) | track.against() << AGAINST_SHIFT));
        track.object()
                .ifPresent(object -> bytes.putLong(object.getMostSignificantBits())
                        .putLong(object.getLeastSignificantBits()));
        put(bytes, track.since());
        put(bytes, track.last());
        bytes.putShort((short) track.fixes());
    }

    private static List<Track> tracks(ByteBuffer bytes, int known) {
        int count = Short.toUnsignedInt(bytes.getShort());
        if (count * LEAST_TRACK_BYTES > bytes.remaining()) {
            throw new MalformedStandingException("a standing counts more tracks than it holds");
        }
        List<Track> tracks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            var condition = Condition.ofCode(bytes.get());
            int flags = bytes.get();
            if ((flags & ~known) != 0) {
                throw new MalformedStandingException("a track has flags that are not known here");
            }
            Optional<UUID> object = (flags & HAS_OBJECT) == 0
                    ? Optional.empty()
                    : Optional.of(new UUID(bytes.getLong(), bytes.getLong()));
            tracks.add(new Track(condition, object, instant(bytes), instant(bytes),
                    Short.toUnsignedInt(bytes.getShort()), (flags & IS_OPEN) != 0,
                    (flags & HAS_MOVED) != 0, (flags & AGAINST) >> AGAINST_SHIFT));
        }
        return List.copyOf(tracks);
    }

    private static void put(ByteBuffer bytes, Instant instant) {
        bytes.putLong(Micros.of(instant));
    }

    private static Instant instant(ByteBuffer bytes) {
        return Fix.withinReason(Micros.toInstant(bytes.getLong()), "a standing's time");
    }
}
