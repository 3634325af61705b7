package org.rollcall.geofence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.rollcall.geofence.Judgement.Timeliness;
import org.rollcall.geofence.Judgement.Transition;

/**
 * The pure function from a standing and a fix to the next standing and what changed. The same arguments give the same
 * answer, so that every alert can be replayed years later. Stateless and thread-safe.
 */
public final class Kernel {

    private Kernel() {
    }

    /**
     * Judges one fix by what the rulebook says of the fix's own time.
     *
     * @param rulebook the person's rules as known now
     */
    public static Judgement judge(Standing standing, Fix fix, Rulebook rulebook, Policy policy) {
        return judge(standing, fix, rulebook.at(fix.fixedAt()), policy);
    }

    /** Judges one fix by areas that are all home, whatever the time. */
    public static Judgement judge(Standing standing, Fix fix, List<Area> permitted, Policy policy) {
        return judge(standing, fix, PermittedArea.ofHomes(permitted), policy);
    }

    private static Judgement judge(Standing standing, Fix fix, PermittedArea permitted, Policy policy) {
        var area = Verdict.ofAreas(fix, permitted, policy.margins());
        var verdict = area.lessExclusions(fix, permitted, policy.margins());
        var timeliness = timeliness(standing, fix, policy);
        if (timeliness != Timeliness.LIVE) {
            return new Judgement(standing, verdict, timeliness, Optional.empty());
        }
        return switch (area.answer()) {
            case OUTSIDE -> outside(standing, fix, verdict, policy);
            case INSIDE -> new Judgement(new Standing(Optional.of(fix.fixedAt()), Optional.empty(), 0, false), verdict,
                    timeliness, standing.exited() ? Optional.of(Transition.AREA_EXIT_CLEARED) : Optional.empty());
            // Not sure is no evidence either way: it neither lengthens a row of outside fixes nor breaks it.
            case UNSURE -> new Judgement(new Standing(Optional.of(fix.fixedAt()), standing.outsideSince(),
                    standing.outsideFixes(), standing.exited()), verdict, timeliness, Optional.empty());
        };
    }

    private static Judgement outside(Standing standing, Fix fix, Verdict verdict, Policy policy) {
        var since = standing.outsideSince().orElse(fix.fixedAt());
        // No more than the policy asks for needs to be counted, so that the number stays small for ever.
        int fixes = Math.min(standing.outsideFixes() + 1, policy.holdDownFixes());
        boolean held = fixes >= policy.holdDownFixes()
                && Duration.between(since, fix.fixedAt()).compareTo(policy.holdDown()) >= 0;
        var opened = held && !standing.exited()
                ? Optional.of(Transition.AREA_EXIT_OPENED)
                : Optional.<Transition>empty();
        var next = new Standing(Optional.of(fix.fixedAt()), Optional.of(since), fixes, standing.exited() || held);
        return new Judgement(next, verdict, Timeliness.LIVE, opened);
    }

    private static Timeliness timeliness(Standing standing, Fix fix, Policy policy) {
        var age = Duration.between(fix.fixedAt(), fix.receivedAt());
        if (age.compareTo(policy.futureTolerance().negated()) < 0) {
            return Timeliness.FUTURE;
        }
        boolean stale = age.compareTo(policy.liveWithin()) > 0;
        boolean overtaken = standing.lastFixAt().filter(last -> !fix.fixedAt().isAfter(last)).isPresent();
        return stale || overtaken ? Timeliness.LATE : Timeliness.LIVE;
    }
}
