package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.rollcall.bench.alertquality.Chance.Kind;
import org.rollcall.geofence.WgsCoordinate;

/**
 * What people do: work, errands, evenings out, nights at home, all inside; and true excursions from 5 minutes to three
 * days and from 30 m to 40 km, each decade alike. Excursions are far more frequent than they are in life, so that enough
 * of them are seen; false alerts are counted by the time spent inside. All of it guesses.
 */
final class Life {

    static final int WEEKS = 2;
    static final double DAY = 86_400;
    private static final double HOUR = 3_600;
    private static final double EMPLOYED_SHARE = 0.6;
    private static final double EXCURSIONS_PER_DAY = 0.2;

    private final Person person;
    private final Chance chance;
    private final Roads roads;
    private final boolean employed;
    private final WgsCoordinate work;
    private final List<Path> paths = new ArrayList<>();
    private WgsCoordinate here;
    private int stay;
    private int stays;
    private double now;

    private Life(Person person) {
        this.person = person;
        chance = Chance.of(person.seed(), Kind.DAYS, 0);
        roads = new Roads(person, Chance.of(person.seed(), Kind.ROADS, 0));
        employed = chance.happens(EMPLOYED_SHARE);
        work = inside(1_000, 15_000);
        here = person.home();
    }

    /** Where one stops, from when on and how long. */
    private record Outing(double from, List<WgsCoordinate> places, double seconds) {}

    /** Two weeks, from a Monday's midnight. */
    static Truth of(Person person) {
        return new Life(person).live();
    }

    private Truth live() {
        var outings = new ArrayList<Outing>();
        for (int day = 0; day < 7 * WEEKS; day++) {
            plan(day, outings);
        }
        outings.sort(Comparator.comparingDouble(Outing::from));
        for (var outing : outings) {
            if (outing.from() >= now) {
                stayUntil(outing.from());
                outing.places().forEach(place -> {
                    go(place);
                    stayUntil(now + outing.seconds() / outing.places().size());
                });
                go(person.home());
            }
        }
        stayUntil(Math.max(now + 1, 7 * WEEKS * DAY));
        return new Truth(paths, person.area());
    }

    private void plan(int day, List<Outing> outings) {
        double midnight = day * DAY;
        if (chance.happens(EXCURSIONS_PER_DAY)) {
            excursion(midnight + chance.between(7, 22) * HOUR).ifPresent(outings::add);
        }
        if (employed && day % 7 < 5) {
            double from = midnight + 8 * HOUR + 0.5 * HOUR * chance.gaussian();
            outings.add(new Outing(from, List.of(work), 9 * HOUR + 0.5 * HOUR * chance.gaussian()));
        } else {
            for (int i = chance.below(3); i > 0; i--) {
                outings.add(new Outing(midnight + chance.between(8, 18) * HOUR, List.of(inside(200, 8_000)),
                        chance.between(0.3, 3) * HOUR));
            }
        }
        if (chance.happens(0.25)) {
            outings.add(new Outing(midnight + chance.between(18.5, 20.5) * HOUR, List.of(inside(150, 4_000)),
                    chance.between(0.5, 2) * HOUR));
        }
    }

    private Optional<Outing> excursion(double from) {
        double depth = chance.logUniform(30, 40_000);
        double seconds = chance.logUniform(5 * 60, 3 * DAY);
        var first = outside(depth);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var places = new ArrayList<>(List.of(first.get()));
        if (seconds > HOUR && chance.happens(0.5)) {
            for (int i = 1 + chance.below(3); i > 0; i--) {
                places.add(chance.offsetAt(chance.logUniform(50, Math.max(100, depth / 2))).from(first.get()));
            }
        }
        return Optional.of(new Outing(from, places, seconds));
    }

    private WgsCoordinate inside(double nearest, double farthest) {
        for (int i = 0; i < 200; i++) {
            var place = chance.offsetAt(chance.logUniform(nearest, farthest)).from(person.home());
            if (person.area().signedDistanceMetres(place) < -10) {
                return place;
            }
        }
        return person.home();
    }

    private Optional<WgsCoordinate> outside(double depth) {
        for (int i = 0; i < 200; i++) {
            var place = chance.offsetAt(chance.between(1, 2.5) * depth + chance.between(0, 500)).from(person.home());
            double distance = person.area().signedDistanceMetres(place);
            if (distance > 0.7 * depth && distance < 1.4 * depth) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private void go(WgsCoordinate place) {
        if (!place.equals(here)) {
            var way = roads.way(now, here, place);
            paths.add(way);
            now = way.until();
            here = place;
            // Home is the same building each time; elsewhere one comes to a new one.
            stay = place.equals(person.home()) ? 0 : ++stays;
        }
    }

    private void stayUntil(double until) {
        if (until > now) {
            paths.add(Path.stay(now, until, here, stay));
            now = until;
        }
    }
}
