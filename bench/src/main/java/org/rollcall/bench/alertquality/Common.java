package org.rollcall.bench.alertquality;

import org.rollcall.geofence.Area;
import org.rollcall.geofence.Fix;

/**
 * What other systems do: look at each fix alone, or at two. An alert closes with the first fix whose point lies inside,
 * as Traccar's does.
 */
final class Common {

    private Common() {
    }

    /** Alert on the first fix whose point lies outside. */
    static Detector firstFix(Area area) {
        return new LiveDetector() {
            @Override
            boolean next(Fix fix, boolean openBefore) {
                return area.signedDistanceMetres(fix.place()) > 0;
            }
        };
    }

    /** Alert on the second in a row; where only check-ins come, the first asks for a burst. */
    static Detector twoInARow(Area area) {
        return new LiveDetector() {
            private int row;

            @Override
            boolean next(Fix fix, boolean openBefore) {
                row = area.signedDistanceMetres(fix.place()) > 0 ? row + 1 : 0;
                return row >= 2;
            }

            @Override
            boolean doubts() {
                return row == 1;
            }
        };
    }

    /** Alert on the first fix that lies farther outside than it claims to be accurate. */
    static Detector distanceMinusAccuracy(Area area) {
        return new LiveDetector() {
            @Override
            boolean next(Fix fix, boolean openBefore) {
                double distance = area.signedDistanceMetres(fix.place());
                return openBefore
                        ? distance > 0
                        : fix.accuracyMetres().isPresent() && distance > fix.accuracyMetres().getAsDouble();
            }
        };
    }
}
