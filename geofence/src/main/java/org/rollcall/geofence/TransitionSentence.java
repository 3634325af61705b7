package org.rollcall.geofence;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.rollcall.geofence.Element.Kind;
import org.rollcall.geofence.Transition.Change;
import org.rollcall.geofence.Transition.Reason;

/** Says why a condition opened or cleared. Lives for one explanation. */
final class TransitionSentence {

    private final Policy policy;
    private final Names names;
    private final ZoneId zone;
    private final Optional<Element> onTheWay;

    /** @param onTheWay the transit that lets the person be anywhere at the time of the transitions */
    TransitionSentence(Policy policy, Names names, ZoneId zone, Optional<Element> onTheWay) {
        this.policy = policy;
        this.names = names;
        this.zone = zone;
        this.onTheWay = onTheWay;
    }

    /** @param next the standing after the transition */
    String write(Transition transition, Standing next) {
        return transition.change() == Change.OPENED ? opened(transition, next) : cleared(transition);
    }

    private String opened(Transition transition, Standing next) {
        var held = Phrases.time(Duration.between(transition.since(), transition.at()));
        return switch (transition.condition()) {
            case AREA_EXIT -> "outside every permitted area for " + held + ", " + fixes(transition, next);
            case AREA_UNSURE -> "not sure to be inside for " + held + ", since " + since(transition);
            case ZONE_ENTRY -> transition.reason() == Reason.SHARP_IN_ZONE
                    ? "wholly inside the exclusion zone " + name(Kind.EXCLUSION, transition)
                    : "inside the exclusion zone " + name(Kind.EXCLUSION, transition) + " by "
                            + fixes(transition, next);
            case TRIP_DEVIATION -> "neither on the way to " + name(Kind.PERMISSION, transition) + " nor there for "
                    + held;
            case CURFEW -> "away from " + name(Kind.CURFEW, transition) + " in the hours of the court's order for "
                    + held + ", " + fixes(transition, next);
            case RETURN_OVERDUE -> "permission for " + name(Kind.PERMISSION, transition) + " ended at "
                    + since(transition) + ", not seen at home by " + Phrases.moment(transition.at(), zone);
            case SPOOF_SIGNAL -> "signs of a made-up position: " + String.join(", ", signs(next.signals(), transition));
        };
    }

    private String cleared(Transition transition) {
        var why = switch (transition.reason()) {
            case BACK -> transition.condition() == Condition.ZONE_ENTRY
                    ? "seen outside the zone"
                    : "seen where the person may be";
            case FADED -> "no sign for " + Phrases.time(policy.spoofing().lookBack());
            case RULES -> transition.condition() == Condition.AREA_UNSURE
                    ? onTheWay.map(transit -> Phrases.onTheWay(names.nameOf(transit))).orElse("certain to be outside")
                    : "by the rules of " + Phrases.moment(transition.at(), zone) + " it no longer matters";
            case HELD, SHARP_IN_ZONE, DEADLINE, SCORE -> transition.reason().name();
        };
        return why + "; open since " + since(transition);
    }

    private List<String> signs(Signals signals, Transition transition) {
        List<String> signs = new ArrayList<>();
        var from = transition.at().minus(policy.spoofing().lookBack());
        signals.mockAt().filter(at -> !at.isBefore(from)).ifPresent(at -> signs.add("the phone's own flag"));
        signals.jumpAt().filter(at -> !at.isBefore(from)).ifPresent(at -> signs.add("an impossible speed"));
        signals.frozenAt().filter(at -> !at.isBefore(from)).ifPresent(at -> signs.add("coordinates that never change"));
        signals.clockAt().filter(at -> !at.isBefore(from)).ifPresent(at -> signs.add("a clock that is ahead"));
        return signs;
    }

    private String fixes(Transition transition, Standing next) {
        int fixes = next.findTrack(transition.condition(), transition.object()).map(Track::fixes).orElse(0);
        int against = next.findTrack(transition.condition(), transition.object()).map(Track::against).orElse(0);
        return (fixes == 1 ? "1 fix" : fixes + " fixes") + Phrases.against(against);
    }

    private String since(Transition transition) {
        return Phrases.moment(transition.since(), zone);
    }

    private String name(Kind kind, Transition transition) {
        return names.nameOf(new Element(kind, transition.object().orElseThrow()));
    }
}
