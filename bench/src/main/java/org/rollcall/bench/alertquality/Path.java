package org.rollcall.bench.alertquality;

import java.util.List;

import org.rollcall.geofence.WgsCoordinate;

/**
 * A way from one place to another, or no way at all: somebody who stays.
 *
 * @param from seconds since the beginning
 * @param until seconds since the beginning, later than {@code from}
 * @param points at least one; one for somebody who stays
 * @param cumulated metres from the first point to each
 * @param stay which of the person's places it is; -1 on the way
 */
record Path(double from, double until, List<WgsCoordinate> points, double[] cumulated, int stay) {

    static Path stay(double from, double until, WgsCoordinate place, int number) {
        return new Path(from, until, List.of(place), new double[1], number);
    }

    /** A way at a steady speed. */
    static Path way(double from, List<WgsCoordinate> points, double metresPerSecond) {
        double[] cumulated = new double[points.size()];
        for (int i = 1; i < cumulated.length; i++) {
            cumulated[i] = cumulated[i - 1] + Offset.between(points.get(i - 1), points.get(i)).metres();
        }
        double seconds = Math.max(1, cumulated[cumulated.length - 1] / metresPerSecond);
        return new Path(from, from + seconds, List.copyOf(points), cumulated, -1);
    }

    boolean moving() {
        return stay < 0;
    }

    double metres() {
        return cumulated[cumulated.length - 1];
    }

    WgsCoordinate at(double seconds) {
        if (points.size() == 1) {
            return points.get(0);
        }
        double gone = metres() * Math.max(0, Math.min(1, (seconds - from) / (until - from)));
        int next = 1;
        while (next < cumulated.length - 1 && cumulated[next] < gone) {
            next++;
        }
        double length = cumulated[next] - cumulated[next - 1];
        double part = length == 0 ? 0 : (gone - cumulated[next - 1]) / length;
        var a = points.get(next - 1);
        var b = points.get(next);
        return new WgsCoordinate(a.latitude() + part * (b.latitude() - a.latitude()),
                a.longitude() + part * (b.longitude() - a.longitude()));
    }
}
