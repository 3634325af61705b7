package org.rollcall.geofence;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import org.rollcall.geofence.Transition.Reason;
import org.rollcall.geofence.Verdict.Cause;

/** What one live fix says about each condition. Each method looks at one kind of rule. Lives for one judgement. */
final class Whereabouts {

    private static final Optional<UUID> PERSON = Round.nothing();

    private final Standing before;
    private final Fix fix;
    private final PermittedArea permitted;
    private final Policy policy;
    private final Round round;

    Whereabouts(Standing before, Fix fix, PermittedArea permitted, Policy policy, Round round) {
        this.before = before;
        this.fix = fix;
        this.permitted = permitted;
        this.policy = policy;
        this.round = round;
    }

    /** Home, permissions and transit. */
    void areas(Verdict area) {
        switch (area.answer()) {
            case INSIDE -> inside(area.cause() == Cause.IN_TRANSIT ? Reason.RULES : Reason.BACK);
            case OUTSIDE -> outside();
            case UNSURE -> {
                if (permitted.freeTransit().isPresent()) {
                    // Wherever the person is, they may be there: the rules end what was in doubt, not the fix.
                    inside(Reason.RULES);
                } else {
                    unsure(area);
                }
            }
        }
    }

    private void inside(Reason reason) {
        if (reason == Reason.BACK) {
            round.speaksAgainstExit(Condition.AREA_EXIT, PERSON);
        } else {
            round.speaksAgainst(Condition.AREA_EXIT, PERSON, reason);
        }
        round.speaksAgainst(Condition.AREA_UNSURE, PERSON, reason);
        for (var permission : permitted.permissions()) {
            round.speaksAgainst(Condition.TRIP_DEVIATION, Optional.of(permission.id()), reason);
        }
    }

    private void outside() {
        round.speaksAgainst(Condition.AREA_UNSURE, PERSON, Reason.RULES);
        if (!permitted.permissions().isEmpty()) {
            // Of several leaves, the one that began first stands for the journey.
            var journey = Optional.of(permitted.permissions().get(0).id());
            round.speaksAgainst(Condition.AREA_EXIT, PERSON, Reason.RULES);
            round.speaksForHeldDown(Condition.TRIP_DEVIATION, journey, policy.patience().deviationFor());
        } else if (onTheWayHome()) {
            // To be late is RETURN_OVERDUE, which has its own patience. Once that is over, an exit is one again.
            round.saysNothing(Condition.AREA_EXIT, PERSON);
        } else {
            round.speaksForHeldDown(Condition.AREA_EXIT, PERSON, policy.holdDown());
        }
    }

    /** Whether a leave ended that the person may still be coming home from. */
    private boolean onTheWayHome() {
        return ReturnWatch.awaited(before, before, permitted, fix.fixedAt())
                .filter(leave -> fix.fixedAt().isBefore(ReturnWatch.deadline(leave, policy)))
                .isPresent();
    }

    /** Not sure is no evidence either way: it neither lengthens a row of outside fixes nor breaks it. */
    private void unsure(Verdict area) {
        round.saysNothing(Condition.AREA_EXIT, PERSON);
        for (var permission : permitted.permissions()) {
            round.saysNothing(Condition.TRIP_DEVIATION, Optional.of(permission.id()));
        }
        // A point inside that is merely coarse is how most people's evenings look; a point outside is a doubt.
        if (area.distanceMetres().isPresent() && area.distanceMetres().getAsDouble() > 0) {
            round.speaksFor(Condition.AREA_UNSURE, PERSON, 1, policy.patience().unsureFor(), Reason.HELD);
        } else {
            round.saysNothing(Condition.AREA_UNSURE, PERSON);
        }
    }

    /** Exclusion zones. */
    void zones(boolean plausible) {
        var zones = permitted.zones();
        if (zones.length == 0) {
            return;
        }
        double radius = policy.margins().radiusMetres(fix);
        boolean usable = !Double.isNaN(radius)
                && fix.accuracyMetres().getAsDouble() <= policy.margins().uselessMetres();
        for (var zone : zones) {
            var object = zone.element().map(Element::id);
            if (!usable) {
                round.saysNothing(Condition.ZONE_ENTRY, object);
            } else {
                zone(zone.area(), object, radius, plausible);
            }
        }
    }

    private void zone(Area area, Optional<UUID> object, double radius, boolean plausible) {
        double distance = Distances.signedMetres(area, fix.place(), radius, radius + 1);
        double claimed = fix.accuracyMetres().getAsDouble();
        boolean whole = distance <= 0 && -distance >= radius;
        if (plausible && whole && claimed <= policy.zones().sharpMetres()) {
            round.speaksFor(Condition.ZONE_ENTRY, object, 1, Duration.ZERO, Reason.SHARP_IN_ZONE);
        } else if (whole || distance <= 0 && claimed <= policy.zones().usableMetres()) {
            round.speaksFor(Condition.ZONE_ENTRY, object, 2, Duration.ZERO, Reason.HELD);
        } else if (distance > radius) {
            round.speaksAgainst(Condition.ZONE_ENTRY, object, Reason.BACK);
        } else {
            round.saysNothing(Condition.ZONE_ENTRY, object);
        }
    }

    /** Curfews whose hours bind at the fix's time. */
    void curfews() {
        for (var curfew : permitted.curfews()) {
            if (curfew.bindsAt(fix.fixedAt())) {
                var object = Optional.of(curfew.id());
                switch (Verdict.answer(curfew.place().signedDistanceMetres(fix.place()), fix, policy.margins())) {
                    case OUTSIDE -> round.speaksForHeldDown(Condition.CURFEW, object, policy.holdDown());
                    case INSIDE -> round.speaksAgainst(Condition.CURFEW, object, Reason.BACK);
                    case UNSURE -> round.saysNothing(Condition.CURFEW, object);
                }
            }
        }
    }

    /** Signs of made-up positions: two fixes must show some, for one fix never opens anything. */
    void spoofing(Signals signals) {
        if (policy.spoofing().score(signals, fix.fixedAt()) < policy.spoofing().threshold()) {
            round.speaksAgainst(Condition.SPOOF_SIGNAL, PERSON, Reason.FADED);
        } else if (signals.seenAt(fix.fixedAt())) {
            round.speaksFor(Condition.SPOOF_SIGNAL, PERSON, 2, Duration.ZERO, Reason.SCORE);
        } else {
            round.saysNothing(Condition.SPOOF_SIGNAL, PERSON);
        }
    }
}
