package org.rollcall.bench.alertquality;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

import org.rollcall.bench.alertquality.Chance.Kind;
import org.rollcall.bench.alertquality.Reception.Solution;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Fix.Trigger;
import org.rollcall.geofence.WgsCoordinate;

/**
 * A person's phone under a regime: when it takes fixes, which are lost or come late, and the sticky errors. The fixes do
 * not depend on who looks at them, and a burst is the same whoever asks for it.
 *
 * <p>How long a sticky error lasts is counted in fixes. In the background a burst repeats it and does not use it up, because
 * Android scans for Wi-Fi once in 30 minutes for all apps in the background; at a check-in the app is in the foreground,
 * where four scans in two minutes are allowed, and each fix of the burst counts
 * (github.com/VREMSoftwareDevelopment/WiFiAnalyzer/wiki, "Android Wi-Fi scanning throttling").
 */
final class Phone {

    /** A Monday, midnight in Shanghai. */
    static final Instant BEGINNING = Instant.parse("2026-03-01T16:00:00Z");
    static final int BURST_FIXES = 3;
    private static final double BURST_SPACING_SECONDS = 40;
    /** How long a burst may take (DESIGN section 2), and takes here. */
    static final Duration BURST = Duration.ofSeconds((long) (BURST_FIXES * BURST_SPACING_SECONDS));
    private static final double BURST_UNANSWERED = 0.05;
    private static final double[] CHECK_IN_HOURS = {8, 13, 20};

    private final Person person;
    private final Regime regime;
    private final Noise noise;
    private final Reception reception;
    private final List<Double> times;
    private final Stuck[] stuck;
    private final List<Spell> gaps = new ArrayList<>();
    private final List<Boolean> uploaded = new ArrayList<>();

    /** A sticky error: where it puts the phone, and how many fixes of the burst share it. */
    private record Stuck(WgsCoordinate place, boolean frozen, int burstFixes) {}

    Phone(Person person, Truth truth, Reception reception, Regime regime, Noise noise) {
        this.person = person;
        this.regime = regime;
        this.noise = noise;
        this.reception = reception;
        times = schedule(truth.until());
        stuck = stick(truth);
        fallSilent(truth.until());
    }

    /** The fixes of the schedule in the order in which they arrive. */
    List<Sighting> sightings() {
        var sightings = new ArrayList<Sighting>();
        for (int i = 0; i < times.size(); i++) {
            var chance = Chance.of(person.seed(), Kind.FIX, key(i));
            double at = times.get(i);
            int gap = Spell.find(gaps, at);
            if (!chance.happens(noise.lostShare()) && (gap < 0 || uploaded.get(gap))) {
                double received = gap < 0 ? at + chance.between(0.5, 5) : gaps.get(gap).until() + 3;
                var trigger = regime.periodic() ? Trigger.PERIODIC : Trigger.CHECK_IN;
                sightings.add(new Sighting(fix(solution(at, i, 0, chance), at, received, trigger), i, at));
            }
        }
        sightings.sort(Comparator.comparing(sighting -> sighting.fix().receivedAt()));
        return sightings;
    }

    /** The burst that a fix of the schedule may be followed by. Empty where the phone cannot be reached. */
    List<Sighting> burst(Sighting asked) {
        var chance = Chance.of(person.seed(), Kind.BURST, key(asked.number()));
        var burst = new ArrayList<Sighting>();
        if (Spell.find(gaps, asked.seconds()) >= 0 || chance.happens(BURST_UNANSWERED)) {
            return burst;
        }
        double at = asked.seconds() + chance.between(8, 25);
        for (int i = 1; i <= BURST_FIXES; i++) {
            if (!chance.happens(noise.lostShare())) {
                burst.add(new Sighting(fix(solution(at, asked.number(), i, chance), at, at + 1.5, Trigger.BURST),
                        asked.number(), at));
            }
            at += BURST_SPACING_SECONDS;
        }
        return burst;
    }

    private long key(int number) {
        return regime.ordinal() * 1_000_000L + number;
    }

    private Solution solution(double at, int number, int ofBurst, Chance chance) {
        var error = stuck[number];
        if (error != null && ofBurst <= error.burstFixes()) {
            var jitter = error.frozen() ? Offset.NONE : chance.offsetAt(chance.between(0, 5));
            return new Solution(jitter.from(error.place()), OptionalDouble.of(Noise.STICKY_CLAIM_METRES));
        }
        return reception.at(at, chance);
    }

    private static Fix fix(Solution solution, double at, double received, Trigger trigger) {
        return new Fix(solution.place(), solution.accuracyMetres(), instant(at), instant(received), trigger, false,
                OptionalDouble.empty());
    }

    /** Seconds since the beginning as an instant. */
    static Instant instant(double seconds) {
        return BEGINNING.plusMillis(Math.round(seconds * 1_000));
    }

    private List<Double> schedule(double until) {
        var chance = Chance.of(person.seed(), Kind.SCHEDULE, regime.ordinal());
        var planned = new ArrayList<Double>();
        if (regime.periodic()) {
            double interval = regime.interval().toSeconds();
            for (double at = chance.between(0, interval); at < until; at += interval * chance.between(0.9, 1.1)) {
                planned.add(at);
            }
            return planned;
        }
        for (double day = 0; day < until; day += Life.DAY) {
            for (double hour : CHECK_IN_HOURS) {
                double at = day + (hour + chance.uniform()) * 3_600;
                if (at < until) {
                    planned.add(at);
                }
            }
        }
        return planned;
    }

    private void fallSilent(double until) {
        var chance = Chance.of(person.seed(), Kind.GAPS, 0);
        double pause = Life.DAY / noise.gapsPerDay();
        double at = chance.exponential(pause);
        while (at < until) {
            double end = at + chance.logUniform(20 * 60, 12 * 3_600);
            gaps.add(new Spell(at, end));
            uploaded.add(chance.happens(noise.gapUploaded()));
            at = end + chance.exponential(pause);
        }
    }

    private Stuck[] stick(Truth truth) {
        var chance = Chance.of(person.seed(), Kind.STICKY, regime.ordinal());
        double probability = Chance.of(person.seed(), Kind.STICKY, -1).happens(0.1)
                ? noise.stickyOften()
                : noise.stickySeldom();
        var errors = new Stuck[times.size()];
        for (int i = 0; i < errors.length; i++) {
            if (chance.happens(probability)) {
                int fixes = noise.stickyLeast() + chance.below(noise.stickyMost() - noise.stickyLeast() + 1);
                var place = chance.offsetAt(chance.logUniform(noise.stickyNearMetres(), noise.stickyFarMetres()))
                        .from(truth.placeAt(times.get(i)));
                boolean frozen = chance.happens(0.5);
                int scheduled = regime.periodic() ? fixes : 1;
                var error = new Stuck(place, frozen, regime.periodic() ? BURST_FIXES : fixes - 1);
                for (int k = i; k < Math.min(i + scheduled, errors.length); k++) {
                    errors[k] = error;
                }
                i += scheduled - 1;
            }
        }
        return errors;
    }
}
