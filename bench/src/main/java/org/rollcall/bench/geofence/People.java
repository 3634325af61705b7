package org.rollcall.bench.geofence;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.UUID;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Exclusion;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.HomeArea;
import org.rollcall.geofence.Permission;
import org.rollcall.geofence.Rulebook;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.Validity;
import org.rollcall.geofence.WgsCoordinate;

/**
 * People with a home county, two permissions and three exclusion zones in force, each of county size, and the fixes of
 * some months. A fix lies at home, outside the zones, and claims 5 to 65 m. Not thread-safe: one thread.
 */
final class People {

    private static final int FIXES = 1 << 17;
    private static final int MOST_PEOPLE = 3_000;
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    final Fix[] fixes = new Fix[FIXES];
    final int[] person = new int[FIXES];
    final Rulebook[] rulebooks;
    final Standing[] standings;
    private int next;

    /**
     * @param setting hot: one person again and again; cold: another person with six other areas for each fix; piled: as
     *        cold, all areas of the country moved onto one another, so that no envelope dismisses any; leaving: one
     *        person, fixes anywhere in home's envelope, so that conditions open and clear all the time
     */
    People(String setting, long seed, String file) {
        boolean cold = setting.equals("cold") || setting.equals("piled");
        var all = new CountyData(Path.of(file), "").read();
        var numbers = new SplittableRandom(seed);
        var geometries = cold ? all : pick(numbers, all);
        if (setting.equals("piled")) {
            geometries = geometries.parallelStream().map(People::toOnePlace).toList();
        }
        var areas = geometries.parallelStream().map(Area::polygonal).toList();
        rulebooks = new Rulebook[cold ? MOST_PEOPLE : 1];
        standings = new Standing[rulebooks.length];
        var rules = new int[rulebooks.length][];
        for (int i = 0; i < rulebooks.length; i++) {
            rules[i] = cold ? numbers.ints(6, 0, areas.size()).toArray() : new int[]{0, 1, 2, 3, 4, 5};
            rulebooks[i] = rulebook(areas, rules[i]);
        }
        for (int i = 0; i < FIXES; i++) {
            person[i] = numbers.nextInt(rulebooks.length);
            var home = geometries.get(rules[person[i]][0]);
            var permitted = setting.equals("leaving") ? null : rulebooks[person[i]].at(START);
            var place = WgsCoordinate.fromJts(Places.anywhere(numbers, home));
            // Where zones lie all over home, after some tries any place will do.
            for (int tries = 0; tries < 100 && permitted != null && !permitted.permits(place); tries++) {
                place = WgsCoordinate.fromJts(Places.anywhere(numbers, home));
            }
            var at = START.plus(Duration.ofMinutes(i));
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

    private static List<Geometry> pick(SplittableRandom numbers, List<Geometry> all) {
        var others = numbers.ints(5, 0, all.size()).mapToObj(all::get).toList();
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(Places.large(all)), others.stream()).toList();
    }

    private static Geometry toOnePlace(Geometry county) {
        var centre = county.getEnvelopeInternal().centre();
        return AffineTransformation.translationInstance(-90 - centre.x, 31 - centre.y).transform(county);
    }

    private static Rulebook rulebook(List<Area> areas, int[] which) {
        var validity = Validity.from(START.minusSeconds(3_600));
        return Rulebook.of(1, List.of(new HomeArea(new UUID(1, 0), areas.get(which[0]), Validity.ALWAYS),
                new Permission(new UUID(2, 1), areas.get(which[1]), validity),
                new Permission(new UUID(2, 2), areas.get(which[2]), validity),
                new Exclusion(new UUID(3, 3), areas.get(which[3]), validity),
                new Exclusion(new UUID(3, 4), areas.get(which[4]), validity),
                new Exclusion(new UUID(3, 5), areas.get(which[5]), validity)), START);
    }
}
