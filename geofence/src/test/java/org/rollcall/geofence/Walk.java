package org.rollcall.geofence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

import net.sf.geographiclib.Geodesic;
import org.rollcall.geofence.Fix.Trigger;

/** One person in a test: rules, policy, and the standing that their fixes and the passing of time lead to. */
final class Walk {

    /** Monday, 08:00 in China. */
    static final Instant EIGHT = Instant.parse("2026-03-02T00:00:00Z");
    static final WgsCoordinate CENTRE = new WgsCoordinate(31, 108);

    /** Round numbers for stories: the radius as claimed, three fixes over ten minutes, wherever they lie. */
    static final Policy PLAIN = new Policy(Margins.DEFAULT, 3, Duration.ofMinutes(10), Duration.ofMinutes(15),
            Duration.ofMinutes(2));
    /** The same with a burst of two more fixes over a minute. */
    static final Policy PLAIN_CHECKPOINT = PLAIN.withHoldDown(3, Duration.ofMinutes(1)).withBursts(true);

    private final Policy policy;
    private Rulebook rulebook;
    private Standing standing = Standing.INITIAL;
    private Judgement last;

    Walk(Policy policy, Rule... rules) {
        this.policy = policy;
        this.rulebook = Rulebooks.of(rules);
    }

    /** A place so many metres east of the centre. */
    static WgsCoordinate east(double metres) {
        var end = Geodesic.WGS84.Direct(CENTRE.latitude(), CENTRE.longitude(), 90, metres);
        return new WgsCoordinate(end.lat2, end.lon2);
    }

    static Instant minute(double minutes) {
        return EIGHT.plus(Duration.ofMillis(Math.round(minutes * 60_000)));
    }

    static Fix fix(WgsCoordinate place, double accuracyMetres, double minute) {
        return new Fix(place, OptionalDouble.of(accuracyMetres), minute(minute), minute(minute));
    }

    static Fix fix(WgsCoordinate place, double accuracyMetres, double minute, Trigger trigger) {
        return new Fix(place, OptionalDouble.of(accuracyMetres), minute(minute), minute(minute), trigger, false,
                OptionalDouble.empty());
    }

    static Fix mocked(WgsCoordinate place, double minute) {
        return new Fix(place, OptionalDouble.of(10), minute(minute), minute(minute), Trigger.PERIODIC, true,
                OptionalDouble.empty());
    }

    void knowsNow(Rule... rules) {
        rulebook = Rulebooks.of(rules);
    }

    /** What a live fix changes. */
    List<String> at(WgsCoordinate place, double accuracyMetres, double minute) {
        return at(fix(place, accuracyMetres, minute));
    }

    List<String> at(Fix fix) {
        last = Kernel.judge(standing, fix, rulebook, policy);
        standing = last.next();
        return said(last.transitions());
    }

    List<String> tick(Instant at) {
        var ticked = Kernel.tick(standing, new Tick(at), rulebook, policy);
        standing = ticked.next();
        return said(ticked.transitions());
    }

    Judgement last() {
        return last;
    }

    Standing standing() {
        return standing;
    }

    Rulebook rulebook() {
        return rulebook;
    }

    static List<String> said(List<Transition> transitions) {
        return transitions.stream()
                .map(one -> one.condition() + " " + one.change() + " " + one.reason())
                .toList();
    }
}
