package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.rollcall.geofence.WgsCoordinate;

/** Ways between places: they wind, and for some people they follow the border. Not thread-safe. */
final class Roads {

    private static final double BEND_METRES = 400;
    private static final int MOST_BENDS = 60;
    /** How far a road arches away from the straight line, of its length, and bends, of the spacing of its bends. Guesses. */
    private static final double ARCH = 0.08;
    private static final double BEND = 0.25;
    private static final double BORDER_ROAD_TAKEN = 0.6;

    private final Person person;
    private final Chance chance;

    Roads(Person person, Chance chance) {
        this.person = person;
        this.chance = chance;
    }

    /** A way that begins at a time, at a speed that fits its length. */
    Path way(double seconds, WgsCoordinate from, WgsCoordinate to) {
        double metres = Offset.between(from, to).metres();
        var points = new ArrayList<WgsCoordinate>();
        points.add(from);
        boolean leaving = from.equals(person.home());
        boolean alongBorder = !person.borderRoad().isEmpty() && (leaving || to.equals(person.home()))
                && chance.happens(BORDER_ROAD_TAKEN);
        if (alongBorder) {
            var road = new ArrayList<>(person.borderRoad());
            if (!leaving) {
                Collections.reverse(road);
            }
            points.addAll(road);
        }
        wind(points, to);
        return Path.way(seconds, points, alongBorder ? chance.between(4, 12) : speed(metres));
    }

    private void wind(List<WgsCoordinate> points, WgsCoordinate to) {
        var start = points.get(points.size() - 1);
        var whole = Offset.between(start, to);
        int bends = Math.min(MOST_BENDS, (int) (whole.metres() / BEND_METRES));
        double arch = ARCH * chance.gaussian();
        for (int i = 1; i <= bends; i++) {
            double part = i / (bends + 1.0);
            double aside = arch * Math.sin(Math.PI * part) + BEND * chance.gaussian() / (bends + 1);
            points.add(whole.times(part).plus(whole.left().times(aside)).from(start));
        }
        points.add(to);
    }

    /** On foot, by bicycle or scooter, by car. */
    private double speed(double metres) {
        if (metres < 1_000) {
            return chance.between(1, 1.6);
        }
        if (metres < 4_000) {
            return chance.between(3, 9);
        }
        return metres < 15_000 ? chance.between(8, 14) : chance.between(13, 26);
    }
}
