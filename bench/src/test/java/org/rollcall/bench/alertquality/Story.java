package org.rollcall.bench.alertquality;

import java.util.List;
import java.util.OptionalDouble;

import org.rollcall.geofence.Area;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Fix.Trigger;
import org.rollcall.geofence.WgsCoordinate;

/** A life told by hand: a circle of 1,000 m, and somebody who leaves it to the east. Times are minutes. */
final class Story {

    static final WgsCoordinate CENTRE = new WgsCoordinate(31, 108);
    static final Area AREA = Area.circle(CENTRE, 1_000);

    private Story() {
    }

    static WgsCoordinate east(double metres) {
        return new Offset(metres, 0).from(CENTRE);
    }

    /** At home until minute 60, then so far east for so long, then home; on the way at 1,000 m a minute. */
    static Truth outing(double metres, double minutes) {
        var out = Path.way(3_600, List.of(CENTRE, east(metres)), 1_000 / 60.0);
        double back = out.until() + minutes * 60;
        var home = Path.way(back, List.of(east(metres), CENTRE), 1_000 / 60.0);
        return new Truth(
                List.of(Path.stay(0, 3_600, CENTRE, 0), out, Path.stay(out.until(), back, east(metres), 1), home,
                        Path.stay(home.until(), 36_000, CENTRE, 0)),
                AREA);
    }

    /** A fix so far east of the centre. */
    static Sighting sighting(double minute, double metresEast, double claim) {
        return sighting(minute, minute, metresEast, claim);
    }

    static Sighting sighting(double minute, double receivedMinute, double metresEast, double claim) {
        return new Sighting(new Fix(east(metresEast), OptionalDouble.of(claim), Phone.instant(minute * 60),
                Phone.instant(receivedMinute * 60), Trigger.PERIODIC, false, OptionalDouble.empty()), 0, minute * 60);
    }
}
