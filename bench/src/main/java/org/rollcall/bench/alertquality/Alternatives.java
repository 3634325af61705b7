package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.rollcall.geofence.Area;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Policy;
import org.rollcall.geofence.Rulebook;
import org.rollcall.geofence.Verdict;
import org.rollcall.geofence.WgsCoordinate;

/** Designs that were tried and did worse than the kernel's (docs/adr); kept so that their figures can be made again. */
final class Alternatives {

    private static final double BORDER_METRES = 100;
    private static final double SCALE = 2;

    private Alternatives() {
    }

    /** Alert where the median of the last three places lies outside by twice its median claim and 100 m. */
    static Detector smoothed(Area area) {
        return new LiveDetector() {
            private final List<Fix> window = new ArrayList<>();

            @Override
            boolean next(Fix fix, boolean openBefore) {
                if (fix.accuracyMetres().isEmpty()) {
                    return openBefore;
                }
                window.add(fix);
                if (window.size() > 3) {
                    window.remove(0);
                }
                double distance = area.signedDistanceMetres(new WgsCoordinate(
                        median(window.stream().mapToDouble(one -> one.place().latitude()).sorted().toArray()),
                        median(window.stream().mapToDouble(one -> one.place().longitude()).sorted().toArray())));
                double claim = median(
                        window.stream().mapToDouble(one -> one.accuracyMetres().getAsDouble()).sorted().toArray());
                return window.size() == 3 && (openBefore ? distance > 0 : distance > SCALE * claim + BORDER_METRES);
            }

            @Override
            boolean doubts() {
                return !open();
            }
        };
    }

    private static double median(double... sorted) {
        return sorted[sorted.length / 2];
    }

    /**
     * A motion model without a map: somebody wanders at random (Kalman, 5 m/s over a second's root), and a fix farther
     * than three standard deviations is believed the second time only.
     */
    static Detector motionModel(Area area) {
        return new LiveDetector() {
            private WgsCoordinate place;
            private double variance;
            private double seconds;
            private boolean rejected;

            @Override
            boolean next(Fix fix, boolean openBefore) {
                if (fix.accuracyMetres().isEmpty()) {
                    return openBefore;
                }
                double error = Math.pow(1.2 * fix.accuracyMetres().getAsDouble() / 1.51 + 15, 2);
                double now = fix.fixedAt().getEpochSecond();
                if (place == null) {
                    place = fix.place();
                    variance = error;
                } else {
                    variance += 25 * (now - seconds);
                    var innovation = Offset.between(place, fix.place());
                    boolean wild = innovation.metres() > 3 * Math.sqrt(variance + error);
                    if (wild && !rejected) {
                        rejected = true;
                        seconds = now;
                        return openBefore;
                    }
                    double gain = wild ? 1 : variance / (variance + error);
                    place = innovation.times(gain).from(place);
                    variance = wild ? error : (1 - gain) * variance;
                }
                rejected = false;
                seconds = now;
                double distance = area.signedDistanceMetres(place);
                return openBefore ? distance > 0 : distance > 3 * Math.sqrt(variance) + BORDER_METRES;
            }

            @Override
            boolean doubts() {
                return !open();
            }
        };
    }

    /**
     * A sequential test of the likelihood ratio with heavy tails: a fix that lies, one in 200, may lie anywhere; one at
     * the place of the last says a tenth as much, for errors stick.
     */
    static Detector likelihoodRatio(Area area) {
        return new LiveDetector() {
            private static final double LIAR = 0.005;
            private static final double SAME_PLACE = 0.1;
            private static final double SURE = 6;
            private static final double SURE_INSIDE = -6;
            private double logRatio = SURE_INSIDE;
            private Fix before;

            @Override
            boolean next(Fix fix, boolean openBefore) {
                if (fix.accuracyMetres().isEmpty()) {
                    return openBefore;
                }
                double claim = fix.accuracyMetres().getAsDouble();
                double sigma = 1.2 * claim / 1.51 + 30;
                double distance = area.signedDistanceMetres(fix.place());
                double beyond = (distance > 0 ? Math.max(0, distance - BORDER_METRES / 2) : distance) / sigma;
                double surprise = -Math.log((1 - LIAR) * Math.exp(-beyond * beyond / 2) + LIAR);
                double says = distance > 0 ? surprise : -surprise;
                boolean same = before != null && Offset.between(before.place(), fix.place()).metres() <= claim
                        + before.accuracyMetres().getAsDouble() + 20;
                logRatio = Math.max(SURE_INSIDE, Math.min(2 * SURE, logRatio + says * (same ? SAME_PLACE : 1)));
                before = fix;
                return openBefore ? logRatio > -2 : logRatio > SURE;
            }

            @Override
            boolean doubts() {
                return !open() && logRatio > -5;
            }
        };
    }

    /**
     * Opens besides where a check-in is unsure but its point lies outside, and all fixes of its burst are certainly
     * outside. Closes as whatever it is given, or with the first fix certainly inside.
     */
    static Detector withDoubtfulCheckIns(Area area, Policy policy, Detector detector) {
        var permitted = Rulebook.ofHomes(List.of(area)).at(Phone.BEGINNING);
        return new Detector() {
            private boolean doubtful;
            private int row;
            private boolean open;

            @Override
            public Reaction on(Fix fix) {
                var verdict = Verdict.of(fix, permitted, policy.margins());
                boolean before = open();
                var reaction = detector.on(fix);
                switch (verdict.answer()) {
                    case INSIDE -> {
                        doubtful = false;
                        row = 0;
                        open = false;
                    }
                    case OUTSIDE -> row += doubtful && fix.trigger() == Fix.Trigger.BURST ? 1 : 0;
                    case UNSURE -> {
                        doubtful = fix.trigger() == Fix.Trigger.CHECK_IN && area.signedDistanceMetres(fix.place()) > 0;
                        row = 0;
                    }
                }
                open |= row == Phone.BURST_FIXES;
                return new Reaction(open() && !before, reaction.burstWanted());
            }

            @Override
            public boolean open() {
                return open || detector.open();
            }
        };
    }

    /**
     * Whatever it is given, but for fixes of a burst with the very coordinates of the fix before: a phone that says the
     * same to the last digit has not looked again.
     */
    static Detector withoutRepeats(Detector detector) {
        return new Detector() {
            private Optional<WgsCoordinate> before = Optional.empty();

            @Override
            public Reaction on(Fix fix) {
                boolean repeats = fix.trigger() == Fix.Trigger.BURST && before.equals(Optional.of(fix.place()));
                before = Optional.of(fix.place());
                return repeats ? Reaction.NONE : detector.on(fix);
            }

            @Override
            public boolean open() {
                return detector.open();
            }
        };
    }
}
