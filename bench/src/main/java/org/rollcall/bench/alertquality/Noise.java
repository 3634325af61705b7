package org.rollcall.bench.alertquality;

/**
 * How phones err. Every number has its source, or is called a guess; guesses are on the bad side, and the sweep of the
 * benchmark shows what happens where most of them are worse still ({@link Sweep#VARIATIONS}; docs/alert-quality.md names
 * those that are never varied).
 *
 * <p>Claimed accuracy is a 68 % radius ({@code Location.getAccuracy} of Android; Apple's engineers call theirs 63 to
 * 68 %, developer.apple.com/forums/thread/699996). Where nothing else is said, phones of this simulation err 1.2 times as
 * far as they claim: seven fixes claiming 10 m or better spread over 50 m (forums.macrumors.com/threads/1800513).
 *
 * @param optimism how much farther than claimed the errors of satellite and base-station fixes reach; see above
 * @param satelliteMetres median claim in the open: iPhone 8 m (Zandbergen 2009, Transactions in GIS 13), 4.9 m (van
 *        Diggelen and Enge 2015)
 * @param multipathShare share of satellite fixes among buildings thrown off by reflections, and of indoor ones taken
 *        through a window. A guess; that they are thrown off 10 to 50 m and more is common ground (York University,
 *        Sensors 23(3) 1631; ankle-monitor.org 2026-03-21)
 * @param multipathMetres median of how far, with a log-normal tail (5 % beyond 3.7 times); the claim stays good
 * @param wifiClaimMetres median claim indoors: 25 m over a week of 162 people in Barcelona (Donaire-Gonzalez 2016, JMIR
 *        mHealth 4(4) e126)
 * @param wifiBiasMetres 68 % radius of the lasting error of a building: medians of 43 to 92 m in three cities
 *        (Zandbergen 2012, J. Location Based Services 6), halved for today's denser maps, which is a guess
 * @param driftMetres standard deviation in each direction of the slow wandering on top of it; owntracks/android#1134
 *        leaves and returns lying on a table. A guess
 * @param driftMinutes correlation time of the wandering. A guess
 * @param strayPerDay how often the wandering becomes a stray of an hour "down local streets" of somebody asleep
 *        (housearrestgirl.com). The rate is a guess
 * @param strayMinutes mean length of a stray
 * @param strayMetres standard deviation in each direction of a stray: "100 m off and all over the place" while the owner
 *        sits still (Freika/dawarich#1003)
 * @param hopShare share of phones that at night hop between two solutions of their rooms. A guess; seen in the same threads
 * @param hopProbability of each fix of such a night to be the wrong one. A guess
 * @param hopMetres 68 % radius of the distance between the two
 * @param cellShareTown share of the time without satellites and Wi-Fi in towns. A guess
 * @param cellShareCountry the same in the country. A guess
 * @param cellSpellMinutes mean length of such a time, in which one to three stations answer. A guess
 * @param stickyOften the probability, for one phone in ten, of a fix to begin a sticky error: "4 times today"
 *        (home-assistant/iOS#298)
 * @param stickySeldom the same for the other nine. Both guesses
 * @param stickyLeast how many fixes it stays at least: two, as the task demands
 * @param stickyMost and at most: four. For an hour with "several location updates with good accuracy" 110 km away
 *        (home-assistant/android#929)
 * @param stickyNearMetres how far off at least
 * @param stickyFarMetres and at most, all decades alike: 2.9 km (GrapheneOS/os-issue-tracker#8492, whose solutions lie
 *        within 10 m of each other and claim 16 to 25 m), 3.3 km (home-assistant/iOS#298), 500 km claiming 10 m
 *        (mozilla/ichnaea#1950)
 * @param lostShare share of single fixes that never arrive. A guess
 * @param gapsPerDay how often a phone falls silent, from 20 minutes to half a day: DOMAIN 9.3 calls the silent phone the
 *        normal failure. The rate is a guess
 * @param gapUploaded share of gaps whose fixes arrive late, in one go; the others are lost
 */
record Noise(double optimism, double satelliteMetres, double multipathShare, double multipathMetres,
        double wifiClaimMetres, double wifiBiasMetres, double driftMetres, double driftMinutes, double strayPerDay,
        double strayMinutes, double strayMetres, double hopShare, double hopProbability, double hopMetres,
        double cellShareTown, double cellShareCountry, double cellSpellMinutes, double stickyOften,
        double stickySeldom, int stickyLeast, int stickyMost, double stickyNearMetres, double stickyFarMetres,
        double lostShare, double gapsPerDay, double gapUploaded) {

    static final Noise DEFAULT = new Noise(1.2, 6, 0.03, 50, 25, 30, 15, 40, 0.5, 45, 60, 0.2, 0.15, 150, 0.04, 0.12,
            90, 0.01, 0.001, 2, 4, 150, 20_000, 0.03, 0.35, 0.5);

    /** Base stations claim 300 to 2,000 m: clusters at 500 m and above 1 km among 2,289 iPhone fixes; median error 600 m. */
    static final double CELL_LEAST_METRES = 300;
    static final double CELL_MOST_METRES = 2_000;
    /** What a sticky error claims. */
    static final double STICKY_CLAIM_METRES = 10;
    /** One fix in so many says nothing of its accuracy. A guess. */
    static final int SILENT_ON_ACCURACY = 200;

    /** With other sticky errors. */
    Noise withSticky(double newStickyOften, double newStickySeldom, int newStickyMost) {
        return new Noise(optimism, satelliteMetres, multipathShare, multipathMetres, wifiClaimMetres,
                wifiBiasMetres, driftMetres, driftMinutes, strayPerDay, strayMinutes, strayMetres,
                hopShare, hopProbability, hopMetres, cellShareTown, cellShareCountry, cellSpellMinutes,
                newStickyOften, newStickySeldom, stickyLeast, newStickyMost, stickyNearMetres,
                stickyFarMetres, lostShare, gapsPerDay, gapUploaded);
    }

    /** With other errors indoors. */
    Noise withWifi(double newWifiBiasMetres, double newDriftMetres) {
        return new Noise(optimism, satelliteMetres, multipathShare, multipathMetres, wifiClaimMetres,
                newWifiBiasMetres, newDriftMetres, driftMinutes, strayPerDay, strayMinutes, strayMetres,
                hopShare, hopProbability, hopMetres, cellShareTown, cellShareCountry, cellSpellMinutes,
                stickyOften, stickySeldom, stickyLeast, stickyMost, stickyNearMetres, stickyFarMetres,
                lostShare, gapsPerDay, gapUploaded);
    }

    /** With other strays. */
    Noise withStrays(double newStrayPerDay, double newStrayMetres) {
        return new Noise(optimism, satelliteMetres, multipathShare, multipathMetres, wifiClaimMetres,
                wifiBiasMetres, driftMetres, driftMinutes, newStrayPerDay, strayMinutes, newStrayMetres,
                hopShare, hopProbability, hopMetres, cellShareTown, cellShareCountry, cellSpellMinutes,
                stickyOften, stickySeldom, stickyLeast, stickyMost, stickyNearMetres, stickyFarMetres,
                lostShare, gapsPerDay, gapUploaded);
    }

    /** With other shares of the time on base stations. */
    Noise withCells(double newCellShareTown, double newCellShareCountry) {
        return new Noise(optimism, satelliteMetres, multipathShare, multipathMetres, wifiClaimMetres,
                wifiBiasMetres, driftMetres, driftMinutes, strayPerDay, strayMinutes, strayMetres,
                hopShare, hopProbability, hopMetres, newCellShareTown, newCellShareCountry,
                cellSpellMinutes, stickyOften, stickySeldom, stickyLeast, stickyMost, stickyNearMetres,
                stickyFarMetres, lostShare, gapsPerDay, gapUploaded);
    }

    /** With errors that reach otherwise beyond their claims. */
    Noise withOptimism(double newOptimism) {
        return new Noise(newOptimism, satelliteMetres, multipathShare, multipathMetres, wifiClaimMetres,
                wifiBiasMetres, driftMetres, driftMinutes, strayPerDay, strayMinutes, strayMetres,
                hopShare, hopProbability, hopMetres, cellShareTown, cellShareCountry, cellSpellMinutes,
                stickyOften, stickySeldom, stickyLeast, stickyMost, stickyNearMetres, stickyFarMetres,
                lostShare, gapsPerDay, gapUploaded);
    }

    /** With other reflections. */
    Noise withMultipath(double newMultipathShare, double newMultipathMetres) {
        return new Noise(optimism, satelliteMetres, newMultipathShare, newMultipathMetres, wifiClaimMetres,
                wifiBiasMetres, driftMetres, driftMinutes, strayPerDay, strayMinutes, strayMetres,
                hopShare, hopProbability, hopMetres, cellShareTown, cellShareCountry, cellSpellMinutes,
                stickyOften, stickySeldom, stickyLeast, stickyMost, stickyNearMetres, stickyFarMetres,
                lostShare, gapsPerDay, gapUploaded);
    }

    /** With other hopping at night. */
    Noise withHops(double newHopShare, double newHopMetres) {
        return new Noise(optimism, satelliteMetres, multipathShare, multipathMetres, wifiClaimMetres,
                wifiBiasMetres, driftMetres, driftMinutes, strayPerDay, strayMinutes, strayMetres,
                newHopShare, hopProbability, newHopMetres, cellShareTown, cellShareCountry,
                cellSpellMinutes, stickyOften, stickySeldom, stickyLeast, stickyMost, stickyNearMetres,
                stickyFarMetres, lostShare, gapsPerDay, gapUploaded);
    }

    /** With other losses. */
    Noise withSilence(double newLostShare, double newGapsPerDay) {
        return new Noise(optimism, satelliteMetres, multipathShare, multipathMetres, wifiClaimMetres,
                wifiBiasMetres, driftMetres, driftMinutes, strayPerDay, strayMinutes, strayMetres,
                hopShare, hopProbability, hopMetres, cellShareTown, cellShareCountry, cellSpellMinutes,
                stickyOften, stickySeldom, stickyLeast, stickyMost, stickyNearMetres, stickyFarMetres,
                newLostShare, newGapsPerDay, gapUploaded);
    }
}
