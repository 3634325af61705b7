package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

/** Where a person truly was, and when outside the area. Immutable after construction. */
final class Truth {

    /** How finely ways are looked at for crossings. */
    private static final double STEP_SECONDS = 10;

    private final List<Path> paths;
    private final Area area;
    private final List<Excursion> excursions;

    /** @param paths without gaps, in order */
    Truth(List<Path> paths, Area area) {
        this.paths = List.copyOf(paths);
        this.area = area;
        this.excursions = List.copyOf(findExcursions());
    }

    double until() {
        return paths.get(paths.size() - 1).until();
    }

    Path pathAt(double seconds) {
        int low = 0;
        int high = paths.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (paths.get(middle).from() <= seconds) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return paths.get(low);
    }

    WgsCoordinate placeAt(double seconds) {
        return pathAt(seconds).at(seconds);
    }

    /** Metres to the border: negative inside. */
    double distanceAt(double seconds) {
        return area.signedDistanceMetres(placeAt(seconds));
    }

    /** All times outside, in order. */
    List<Excursion> excursions() {
        return excursions;
    }

    /** The excursion that the person was on. */
    Optional<Excursion> findExcursion(double seconds) {
        int low = 0;
        int high = excursions.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            var excursion = excursions.get(middle);
            if (excursion.contains(seconds)) {
                return Optional.of(excursion);
            }
            if (excursion.from() > seconds) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return Optional.empty();
    }

    /** How long, in seconds, the person was inside in all. */
    double secondsInside() {
        return until() - excursions.stream().mapToDouble(one -> one.until() - one.from()).sum();
    }

    private List<Excursion> findExcursions() {
        var found = new ArrayList<Excursion>();
        double out = Double.NaN;
        double depth = 0;
        double before = 0;
        for (var path : paths) {
            int steps = path.moving() ? (int) Math.ceil((path.until() - path.from()) / STEP_SECONDS) : 1;
            for (int i = 0; i < steps; i++) {
                double at = path.moving() ? path.from() + i * (path.until() - path.from()) / steps : path.from();
                double distance = area.signedDistanceMetres(path.at(at));
                if (distance > 0 && Double.isNaN(out)) {
                    out = at == 0 ? 0 : crossing(before, at);
                } else if (distance <= 0 && !Double.isNaN(out)) {
                    found.add(new Excursion(out, crossing(before, at), depth));
                    out = Double.NaN;
                    depth = 0;
                }
                depth = Math.max(depth, distance);
                before = at;
            }
        }
        if (!Double.isNaN(out)) {
            found.add(new Excursion(out, until(), depth));
        }
        return found;
    }

    /** The moment of a crossing between two moments on different sides, to half a second. */
    private double crossing(double before, double after) {
        boolean outBefore = distanceAt(before) > 0;
        double low = before;
        double high = after;
        while (high - low > 0.5) {
            double middle = (low + high) / 2;
            if (distanceAt(middle) > 0 == outBefore) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
