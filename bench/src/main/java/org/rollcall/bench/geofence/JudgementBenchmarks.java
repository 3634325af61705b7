package org.rollcall.bench.geofence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Judgement;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Policy;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.WgsCoordinate;

/** The whole judgement of a fix: all areas, accuracy, state machine. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JudgementBenchmarks {

    /** People with their rules and the stream of their fixes. */
    @State(Scope.Thread)
    public static class People {

        private static final int FIXES = 1 << 17;
        private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

        /** hot: one person again and again; cold: another person with other areas for each fix. */
        @Param({"hot", "cold"})
        public String caches;

        @Param("20261124")
        public long seed;

        @Param("3200")
        public int counties;

        Fix[] fixes;
        int[] person;
        List<List<Area>> permitted;
        Standing[] standings;
        private int next;

        @Setup(Level.Trial)
        public void make() {
            boolean hot = caches.equals("hot");
            int people = hot ? 1 : counties;
            var geometries = Counties.make(seed, hot ? 6 : counties);
            var areas = geometries.parallelStream().map(Area::polygonal).toList();
            var numbers = new SplittableRandom(seed);
            permitted = numbers.ints(people, 0, areas.size()).mapToObj(
                    home -> List.of(areas.get(home), areas.get((home + 1) % areas.size()),
                            areas.get((home + 2) % areas.size())))
                    .toList();
            var homes = new SplittableRandom(seed).ints(people, 0, areas.size()).toArray();
            standings = new Standing[people];
            person = new int[FIXES];
            fixes = new Fix[FIXES];
            for (int i = 0; i < FIXES; i++) {
                person[i] = numbers.nextInt(people);
                var at = START.plus(Duration.ofMinutes(i));
                var place = WgsCoordinate
                        .fromJts(Counties.anywhere(numbers, geometries.get(homes[person[i]])));
                fixes[i] = new Fix(place, OptionalDouble.of(5 + 60 * numbers.nextDouble()), at, at.plusSeconds(2));
            }
            next = FIXES;
        }

        int next() {
            if (++next >= FIXES) {
                next = 0;
                Arrays.fill(standings, Standing.INITIAL);
            }
            return next;
        }
    }

    @Benchmark
    public Judgement judge(People people) {
        int i = people.next();
        int person = people.person[i];
        var judgement = Kernel.judge(people.standings[person], people.fixes[i], people.permitted.get(person),
                Policy.DEFAULT);
        people.standings[person] = judgement.next();
        return judgement;
    }
}
