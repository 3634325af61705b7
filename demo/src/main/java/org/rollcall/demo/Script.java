package org.rollcall.demo;

import java.util.List;

import org.rollcall.demo.Way.Station;

/** The demo's story, in minutes since it began. Every {@value #EVERY_MINUTES} minutes each phone reports. */
final class Script {

    static final int EVERY_MINUTES = 5;
    static final int LENGTH_MINUTES = 140;
    /** The check-in window of those with Rollcall's own app. */
    static final int WINDOW_OPENS = 10;
    static final int WINDOW_CLOSES = 30;
    static final int GRACE_MINUTES = 5;
    static final int CHECK_IN_AT = 15;

    /** On the western border of Los Alamos County, which runs along a meridian there. */
    private static final Place REAL_BORDER = new Place(35.9000, -106.39953);

    private final GeneratedCounties counties = new GeneratedCounties();

    /** Lives 60 m from the border and stays home. */
    Role neighbour() {
        return new Role(Cast.NEIGHBOUR, Way.staying(REAL_BORDER.moved(60, 0)), 12, 20, List.of());
    }

    /** Stays 400 m from the border; the phone drifts, jumps once, and once sees only a base station. */
    Role drifter() {
        return new Role(Cast.DRIFTER, Way.staying(west(2_000, 400)), 60, 65,
                List.of(new Role.Mishap(40, 500, 30), new Role.Mishap(60, 1_000, 800)));
    }

    /** Goes 9 km into the neighbouring county, with a permission. */
    Role traveller() {
        var home = west(-3_000, 3_000);
        return new Role(Cast.TRAVELLER,
                Way.through(List.of(new Station(0, home), new Station(20, home), new Station(60, east(-3_000, 9_000)))),
                8, 12, List.of());
    }

    /** Goes 4 km over the border without one, stays for twenty minutes, and comes back. */
    Role leaver() {
        var home = west(6_000, 5_000);
        var beyond = east(6_000, 4_000);
        return new Role(Cast.LEAVER, Way.through(List.of(new Station(0, home), new Station(45, home),
                new Station(75, beyond), new Station(95, beyond), new Station(125, home))), 8, 12, List.of());
    }

    /** Stays home and forgets the check-in. */
    Role forgetter() {
        return new Role(Cast.FORGETTER, Way.staying(west(-6_000, 8_000)), 10, 15, List.of());
    }

    private Place west(double northMetres, double fromBorderMetres) {
        return counties.borderAt(northMetres).moved(-fromBorderMetres, 0);
    }

    private Place east(double northMetres, double fromBorderMetres) {
        return west(northMetres, -fromBorderMetres);
    }
}
