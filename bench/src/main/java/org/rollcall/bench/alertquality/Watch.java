package org.rollcall.bench.alertquality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.rollcall.geofence.Area;

/** One person's phone under one regime, shown to detectors. The fixes are made once, for all. Not thread-safe. */
final class Watch {

    private final Area area;
    private final Truth truth;
    private final Regime regime;
    private final Phone phone;
    private final List<Sighting> sightings;
    private final Set<Excursion> enough = new HashSet<>();

    Watch(Person person, Truth truth, Reception reception, Regime regime, Noise noise) {
        this(person.area(), truth, regime, new Phone(person, truth, reception, regime, noise));
    }

    private Watch(Area area, Truth truth, Regime regime, Phone phone) {
        this.area = area;
        this.truth = truth;
        this.regime = regime;
        this.phone = phone;
        this.sightings = phone.sightings();
        findEvidence();
    }

    private void findEvidence() {
        var evidence = new Evidence(area, truth, Ours.policy(regime));
        var taken = taken();
        for (var excursion : truth.excursions()) {
            if (excursion.serious() && evidence.enough(excursion,
                    taken.stream().filter(sighting -> excursion.contains(sighting.seconds())).toList())) {
                enough.add(excursion);
            }
        }
    }

    /**
     * The fixes in the order in which they were taken, with the bursts that the regime's policy asks for where each fix inside
     * ends a row: what a row outlives must not decide which excursions count.
     */
    private List<Sighting> taken() {
        var taken = new ArrayList<Sighting>();
        var policy = Ours.policy(regime);
        var asking = new Ours(area, policy.withStill(policy.still().withOutlives(Duration.ZERO)));
        for (var sighting : sightings) {
            taken.add(sighting);
            if (asking.on(sighting.fix()).burstWanted()) {
                for (var one : phone.burst(sighting)) {
                    taken.add(one);
                    asking.on(one.fix());
                }
            }
        }
        taken.sort(Comparator.comparingDouble(Sighting::seconds));
        return taken;
    }

    /** Shows the fixes to a detector in the order of their arrival, and bursts where it asks for them. */
    Score score(Design design) {
        var detector = design.detector(area, regime);
        var diary = new Diary();
        for (var sighting : sightings) {
            if (diary.show(detector, sighting)) {
                phone.burst(sighting).forEach(one -> diary.show(detector, one));
            }
        }
        var score = diary.score(truth, enough);
        if (detector instanceof Ours ours) {
            score.doubts(ours.doubts());
        }
        return score;
    }

    /** When alerts opened and closed. */
    static final class Diary {

        private final List<Alert> alerts = new ArrayList<>();

        /**
         * An alert.
         *
         * @param from when the fix was taken that opened it
         * @param received when that fix arrived
         * @param until when the fix was taken that closed it
         */
        record Alert(double from, double received, double until) {}

        /** Whether the detector wants a burst. */
        boolean show(Detector detector, Sighting sighting) {
            boolean before = detector.open();
            var reaction = detector.on(sighting.fix());
            if (before && (!detector.open() || reaction.opened())) {
                var last = alerts.remove(alerts.size() - 1);
                alerts.add(new Alert(last.from(), last.received(), sighting.seconds()));
            }
            if (reaction.opened()) {
                double received = Duration.between(Phone.BEGINNING, sighting.fix().receivedAt()).toMillis() / 1_000.0;
                alerts.add(new Alert(sighting.seconds(), received, Double.POSITIVE_INFINITY));
            }
            return reaction.burstWanted();
        }

        void add(Alert alert) {
            alerts.add(alert);
        }

        Score score(Truth truth, Set<Excursion> enough) {
            var score = new Score();
            score.inside(truth.secondsInside());
            for (var alert : alerts) {
                var excursion = truth.findExcursion(alert.from());
                if (excursion.isEmpty()) {
                    score.falseAlert();
                } else if (!excursion.get().serious()) {
                    score.triflingAlert();
                }
            }
            for (var excursion : truth.excursions()) {
                if (excursion.serious()) {
                    score(score, excursion, enough.contains(excursion));
                }
            }
            return score;
        }

        private void score(Score score, Excursion excursion, boolean enoughFixes) {
            var open = alerts.stream()
                    .filter(alert -> alert.from() < excursion.until() && alert.until() > excursion.from())
                    .min(Comparator.comparingDouble(Alert::from));
            score.excursion(enoughFixes, open.isPresent());
            if (enoughFixes && open.isPresent() && open.get().from() >= excursion.from()) {
                score.delay(open.get().received() - excursion.from());
            }
        }

        List<Alert> alerts() {
            return Collections.unmodifiableList(alerts);
        }
    }
}
