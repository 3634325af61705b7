package org.rollcall.demo;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What one person does in the demo and what their phone makes of it. Pure: the same minute gives the same report.
 *
 * @param name who
 * @param way where the person truly is
 * @param errorMetres how far the phone is off, one standard deviation each way
 * @param accuracyMetres what the phone claims
 * @param mishaps minutes at which the phone is wrong in a way of its own
 */
record Role(String name, Way way, double errorMetres, double accuracyMetres, List<Mishap> mishaps) {

    /** One report that is far off. */
    record Mishap(int minute, double eastMetres, double accuracyMetres) {}

    /** What the phone says. */
    record Said(Place place, double accuracyMetres) {}

    Said at(int minute) {
        var truth = way.at(Duration.ofMinutes(minute));
        for (var mishap : mishaps) {
            if (mishap.minute() == minute) {
                return new Said(truth.moved(mishap.eastMetres(), 0), mishap.accuracyMetres());
            }
        }
        var random = new Random(31L * name.hashCode() + minute);
        return new Said(truth.moved(random.nextGaussian() * errorMetres, random.nextGaussian() * errorMetres),
                accuracyMetres);
    }
}
