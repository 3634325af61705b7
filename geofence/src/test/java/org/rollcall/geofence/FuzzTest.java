package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Any double, any ring, any interval: a refusal that says something, or a right answer. 205,000 cases here; the codecs'
 * own tests have 92,200 more (CasesTest counts).
 */
class FuzzTest {

    private static final double[] NASTY = {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 90, -90, 180, -180, 360, 89, 1e-9,
        1e300,
        Math.nextUp(90.0), Math.nextDown(180.0), Math.nextUp(180.0), 1, 2_000, 50};
    private static final Instant[] TIMES = {Instant.MIN, Instant.MAX, Instant.EPOCH, Instant.EPOCH.minusNanos(1),
        Instant.MAX.minusNanos(1), Instant.MAX.minus(Duration.ofDays(3)), Instant.MIN.plusNanos(1),
        Instant.parse("9999-12-31T00:00:00Z"), Instant.parse("9999-12-31T00:00:00.000000001Z"), Walk.EIGHT,
        Walk.EIGHT.plusNanos(1), Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000),
        Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000)};
    private static final Duration[] DURATIONS = {Duration.ZERO, Duration.ofNanos(1), Duration.ofNanos(-1),
        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), Duration.ofSeconds(Long.MIN_VALUE), Duration.ofMinutes(15),
        Duration.ofDays(31), Duration.ofDays(31).plusNanos(1)};

    /**
     * 100,000 values of each kind from doubles, times and durations that are as bad as can be, one in twenty of a policy, so
     * that most of the fixes are judged, and by other policies than the usual one.
     */
    @Property(tries = 100_000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void valuesAreRefusedOrSound(@ForAll long seed) {
        var random = new Random(seed);
        var place = sound(() -> new WgsCoordinate(number(random), number(random)));
        if (place != null) {
            assertThat(Math.abs(place.latitude())).isLessThanOrEqualTo(90);
            assertThat(Math.abs(place.longitude())).isLessThanOrEqualTo(180);
            for (var crs : Crs.values()) {
                var raw = crs.fromWgs84(place);
                sound(() -> crs.toWgs84(raw.latitude(), raw.longitude()));
            }
        }
        var circle = sound(() -> Area.circle(new WgsCoordinate(number(random), number(random)), number(random)));
        if (circle != null) {
            assertThat(circle.signedDistanceMetres(new WgsCoordinate(0, 0))).isFinite();
            assertThat(AreaCodec.decode(AreaCodec.encode(circle))).isEqualTo(circle);
        }
        sound(() -> Transit.anywhere(duration(random), duration(random)));
        var policy = policy(random);
        boolean judged = judges(random, policy == null ? Policy.DEFAULT : policy);
        var judgements = Statistics.label("judged by");
        judgements.collect(!judged ? "nothing" : policy == null ? "the usual policy" : "another policy");
        judgements.coverage(share -> share.check("another policy").percentage(percent -> percent > 50));
    }

    private static Policy policy(Random random) {
        var margins = sound(() -> new Margins(likely(random, 0, 500), likely(random, 1, 100),
                likely(random, 101, 5_000), likely(random, 2, 5), likely(random, 0, 300), likely(random, 0.5, 2)));
        var zones = sound(() -> new ZoneRule(likely(random, 1, 100), likely(random, 100, 1_000)));
        var patience = sound(() -> new Patience(likelySeconds(random, 900, 90_000),
                likelySeconds(random, 0, 9_000), likelySeconds(random, 900, 90_000),
                likelySeconds(random, 900, 90_000)));
        var spoofing = sound(() -> new SpoofRule(likelySeconds(random, 0, 90_000), 40 + random.nextInt(60),
                random.nextInt(42), random.nextInt(42), random.nextInt(42), random.nextInt(42), likely(random, 1, 300),
                random.nextInt(20), likelySeconds(random, 0, 300)));
        int fixes = random.nextInt(20) == 0 ? random.nextInt() : 2 + random.nextInt(9);
        return sound(() -> new Policy(margins == null ? Margins.DEFAULT : margins, fixes,
                likelySeconds(random, 0, 1_000), likelySeconds(random, 1, 900), likelySeconds(random, 0, 300),
                patience == null ? Patience.DEFAULT : patience,
                zones == null ? ZoneRule.DEFAULT : zones, spoofing == null ? SpoofRule.DEFAULT : spoofing,
                random.nextBoolean(), new StillRule(fixes + random.nextInt(5), likely(random, 0, 100),
                        likelySeconds(random, 0, 900))));
    }

    /** Whatever a fix is, if it is one at all it gets a judgement whose standing has bytes, and whose deadlines pass. */
    private static boolean judges(Random random, Policy policy) {
        var fix = sound(() -> new Fix(new WgsCoordinate(random.nextDouble(), random.nextDouble()),
                maybe(random, 3_000), likelyTime(random), likelyTime(random),
                Fix.Trigger.values()[random.nextInt(3)], random.nextBoolean(), maybe(random, 100)));
        var rules = sound(() -> Rulebook.of(1, rules(random), time(random)));
        if (fix == null || rules == null) {
            return false;
        }
        var judgement = Kernel.judge(Standing.INITIAL, fix, rules, policy);
        var next = judgement.next();
        assertThat(StandingCodec.decode(StandingCodec.encode(next))).isEqualTo(next);
        Kernel.tick(next, new Tick(fix.receivedAt()), rules, policy);
        Kernel.nextDue(next, fix.receivedAt(), rules, policy)
                .ifPresent(due -> Kernel.tick(next, new Tick(due), rules, policy));
        return true;
    }

    private static List<Rule> rules(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            var validity = validity(random);
            var area = Area.circle(new WgsCoordinate(random.nextDouble(), random.nextDouble()),
                    1 + random.nextInt(9_000));
            var id = new UUID(random.nextInt(3), i);
            rules.add(switch (random.nextInt(4)) {
                case 0 -> new HomeArea(id, area, validity);
                case 1 -> new Permission(id, List.of(area), validity,
                        Transit.anywhere(likelySeconds(random, 0, 5_000), likelySeconds(random, 0, 5_000)),
                        random.nextBoolean());
                case 2 -> new Exclusion(id, area, validity);
                default -> new Curfew(id, "(2026) 1", area, ZoneId.of("Europe/Berlin"), List.of(new WeeklyWindow(
                        DayOfWeek.of(1 + random.nextInt(7)), LocalTime.MIN, LocalTime.MAX)), validity);
            });
        }
        return rules;
    }

    /** Of any times, one in twenty turned round. */
    private static Validity validity(Random random) {
        var times = new Instant[]{time(random), time(random), time(random), time(random)};
        if (random.nextInt(20) > 0) {
            Arrays.sort(times, 0, 2);
            Arrays.sort(times, 2, 4);
        }
        return Validity.between(times[0], times[1]).known(times[2], times[3]);
    }

    /** 50,000 multipolygons of one to four rings of any numbers, most of them nonsense. */
    @Property(tries = 50_000)
    void ringsAreRefusedOrJudgedAsJtsDoes(@ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int calm) {
        var random = new Random(seed);
        var geometry = sound(() -> nonsense(random, calm));
        if (geometry == null) {
            return;
        }
        var area = sound(() -> Area.polygonal(geometry));
        var repaired = sound(() -> AreaRepair.of(geometry));
        if (area != null && geometry.getEnvelopeInternal().getWidth() <= 180
                && Math.abs(geometry.getEnvelopeInternal().centre().x) <= 180) {
            var oracle = new IndexedPointInAreaLocator(geometry);
            for (var vertex : geometry.getCoordinates()) {
                if (Math.abs(vertex.x) <= 180) {
                    assertThat(area.locate(vertex)).isEqualTo(oracle.locate(vertex));
                }
            }
            assertThat(repaired.problems()).isEmpty();
        }
        if (repaired != null) {
            assertThat(repaired.area().signedDistanceMetres(new WgsCoordinate(1, 1))).isFinite();
            assertThat(AreaCodec.decode(AreaCodec.encode(repaired.area()))).isNotNull();
        }
    }

    /** 50,000 byte strings that begin like WKB and lie about what follows. */
    @Property(tries = 50_000)
    void wkbThatLiesIsRefusedOrAnArea(@ForAll long seed) {
        var random = new Random(seed);
        var bytes = ByteBuffer.allocate(400);
        bytes.put((byte) 0).putInt(random.nextBoolean() ? 6 : 3);
        while (bytes.remaining() > 16) {
            switch (random.nextInt(6)) {
                case 0 -> bytes.put((byte) 0).putInt(3);
                case 1 -> bytes.putInt(random.nextInt(6));
                case 2 -> bytes.putInt(random.nextInt());
                case 3 -> bytes.putDouble(number(random));
                case 4 -> bytes.putDouble(random.nextInt(4)).putDouble(random.nextInt(4));
                default -> bytes.putInt(4);
            }
        }
        var wkb = Arrays.copyOf(bytes.array(), 5 + random.nextInt(395));

        var area = sound(() -> AreaCodec.decode(wkb));

        if (area != null) {
            assertThat(AreaCodec.decode(AreaCodec.encode(area)).vertexCount()).isEqualTo(area.vertexCount());
        }
    }

    /** 5,000 windows of the week at 20 times each, against counting the minutes. */
    @Property(tries = 5_000)
    void windowsHoldWhatTheClockShows(@ForAll long seed) {
        var random = new Random(seed);
        var from = LocalTime.ofSecondOfDay(60L * random.nextInt(1_440));
        var until = LocalTime.ofSecondOfDay(60L * random.nextInt(1_440));
        var day = DayOfWeek.of(1 + random.nextInt(7));
        var window = new WeeklyWindow(day, from, until);
        for (int i = 0; i < 20; i++) {
            var at = LocalDateTime.parse("2026-03-02T00:00").plusMinutes(random.nextInt(7 * 1_440));
            var today = at.toLocalTime();
            boolean overnight = !from.isBefore(until);
            boolean expected = at.getDayOfWeek() == day && !today.isBefore(from) && (overnight || today.isBefore(until))
                    || overnight && at.getDayOfWeek() == day.plus(1) && today.isBefore(until);

            assertThat(window.contains(at)).isEqualTo(expected);
        }
    }

    private static Geometry nonsense(Random random, int calm) {
        var factory = new GeometryFactory();
        var polygons = new Polygon[1 + random.nextInt(2)];
        for (int i = 0; i < polygons.length; i++) {
            var holes = new LinearRing[random.nextInt(2)];
            var shell = ring(factory, random, calm);
            for (int h = 0; h < holes.length; h++) {
                holes[h] = ring(factory, random, calm);
            }
            polygons[i] = factory.createPolygon(shell, holes);
        }
        return factory.createMultiPolygon(polygons);
    }

    private static LinearRing ring(GeometryFactory factory, Random random, int calm) {
        var vertices = new Coordinate[4 + random.nextInt(4)];
        for (int i = 0; i < vertices.length - 1; i++) {
            vertices[i] = calm > 0 && random.nextInt(30) > 0
                    ? new Coordinate(random.nextInt(6 * calm), random.nextInt(6))
                    : new Coordinate(number(random), number(random));
        }
        vertices[vertices.length - 1] = vertices[0].copy();
        return factory.createLinearRing(vertices);
    }

    /** The value, or null for a refusal that says something. */
    private static <T> T sound(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageContaining(" ");
            return null;
        }
    }

    private static OptionalDouble maybe(Random random, double most) {
        return random.nextInt(3) == 0 ? OptionalDouble.empty() : OptionalDouble.of(likely(random, 1, most));
    }

    private static double likely(Random random, double least, double most) {
        return random.nextInt(20) == 0 ? number(random) : least + (most - least) * random.nextDouble();
    }

    private static Duration likelySeconds(Random random, int leastSeconds, int mostSeconds) {
        return random.nextInt(20) == 0
                ? duration(random)
                : Duration.ofSeconds(leastSeconds + random.nextInt(mostSeconds - leastSeconds + 1));
    }

    private static Instant likelyTime(Random random) {
        return random.nextInt(20) == 0 ? time(random) : Walk.EIGHT.plusSeconds(random.nextInt(2_000) - 1_000);
    }

    private static double number(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> NASTY[random.nextInt(NASTY.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            default -> 400 * random.nextDouble() - 200;
        };
    }

    private static Instant time(Random random) {
        return random.nextInt(3) == 0
                ? TIMES[random.nextInt(TIMES.length)]
                : Walk.EIGHT.plusSeconds(random.nextInt(2_000) - 1_000);
    }

    private static Duration duration(Random random) {
        return random.nextInt(3) == 0
                ? DURATIONS[random.nextInt(DURATIONS.length)]
                : Duration.ofSeconds(random.nextInt(5_000));
    }
}
