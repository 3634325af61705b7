package org.rollcall.geofence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Object mother: standings of all shapes. */
final class Standings {

    private Standings() {
    }

    static Standing random(Random random) {
        if (random.nextInt(20) == 0) {
            return Standing.INITIAL;
        }
        List<Track> tracks = new ArrayList<>();
        for (var condition : Condition.values()) {
            for (int i = 0; i < random.nextInt(3); i++) {
                var since = instant(random);
                tracks.add(new Track(condition, i == 0 ? Optional.empty() : Optional.of(new UUID(i, i)), since,
                        since.plusSeconds(random.nextInt(10_000)), 1 + random.nextInt(Track.MAX_FIXES),
                        random.nextBoolean(), random.nextBoolean(), random.nextInt(StillRule.MOST_AGAINST + 1)));
            }
        }
        return new Standing(instant(random),
                new WgsCoordinate(180 * random.nextDouble() - 90, 360 * random.nextDouble() - 180),
                random.nextBoolean() ? Double.NaN : 1 + random.nextDouble(),
                random.nextBoolean() ? instant(random) : null, random.nextBoolean() ? instant(random) : null,
                signals(random), tracks);
    }

    private static Signals signals(Random random) {
        return random.nextBoolean()
                ? Signals.NONE
                : new Signals(maybe(random), maybe(random), maybe(random), maybe(random),
                        random.nextInt(Signals.MAX_REPEATS + 1));
    }

    private static Optional<Instant> maybe(Random random) {
        return random.nextBoolean() ? Optional.of(instant(random)) : Optional.empty();
    }

    private static Instant instant(Random random) {
        return Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE), 1_000L * random.nextInt(1_000_000));
    }
}
