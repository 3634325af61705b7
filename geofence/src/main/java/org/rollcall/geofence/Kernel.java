package org.rollcall.geofence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.rollcall.geofence.Fix.Trigger;
import org.rollcall.geofence.Judgement.Timeliness;
import org.rollcall.geofence.Verdict.Answer;
import org.rollcall.geofence.Verdict.Cause;

/**
 * The pure function from a standing and a fix or a tick to the next standing and what changed. The same arguments give
 * the same answer, so that every alert can be replayed years later. Stateless and thread-safe.
 *
 * <p>A live fix also passes the deadlines that lie before its receipt, so that a person's fixes and one tick at the end
 * lead to the same standing as all the ticks between them.
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
        var permitted = rulebook.at(fix.fixedAt());
        var area = Verdict.ofAreas(fix, permitted, policy.margins());
        var verdict = area.lessExclusions(fix, permitted, policy.margins());
        var timeliness = timeliness(standing, fix, policy);
        if (timeliness != Timeliness.LIVE) {
            return new Judgement(standing, verdict, timeliness, List.of(), false);
        }
        var signals = policy.spoofing().next(standing, fix, permitted);
        boolean inside = area.answer() == Answer.INSIDE;
        boolean home = inside && area.element().get().kind() == Element.Kind.HOME;
        boolean away = area.answer() == Answer.OUTSIDE
                || inside && !home && Verdict.awayFromHome(fix, permitted, policy.margins());
        if (inside && verdict == area && standing.tracks().isEmpty() && permitted.curfews().isEmpty()
                && policy.spoofing().score(signals, fix.fixedAt()) < policy.spoofing().threshold()) {
            return new Judgement(standing.after(fix, home, away, signals, List.of()), verdict, timeliness, List.of(),
                    false);
        }
        var round = Round.of(standing, policy, fix);
        var whereabouts = new Whereabouts(standing, fix, permitted, policy, round);
        whereabouts.areas(area);
        whereabouts.zones(policy.spoofing().plausible(standing, fix, permitted));
        whereabouts.curfews();
        whereabouts.spoofing(signals);
        var now = standing.after(fix, home, away, signals, List.of());
        Deadlines.pass(round, standing, now, fix.receivedAt(), rulebook.at(fix.receivedAt()), policy);
        return new Judgement(now.withTracks(round.finish()), verdict, timeliness, round.transitions(),
                burstWanted(fix, verdict, permitted, policy, round));
    }

    /** Judges one fix by areas that are all home, whatever the time. */
    public static Judgement judge(Standing standing, Fix fix, List<Area> permitted, Policy policy) {
        return judge(standing, fix, Rulebook.ofHomes(permitted), policy);
    }

    /** Lets time pass. A tick may come late, twice or for nothing. */
    public static Ticked tick(Standing standing, Tick tick, Rulebook rulebook, Policy policy) {
        var round = Round.of(standing, policy, tick);
        round.saysNothingOfPlaces();
        Deadlines.pass(round, standing, standing, tick.at(), rulebook.at(tick.at()), policy);
        var tracks = round.finish();
        return new Ticked(tracks.equals(standing.tracks()) ? standing : standing.withTracks(tracks),
                round.transitions());
    }

    /**
     * When the next tick is worth while.
     *
     * @param after the receipt of the fix or the time of the tick that led to the standing; what was due until then has
     *        been dealt with
     */
    public static Optional<Instant> nextDue(Standing standing, Instant after, Rulebook rulebook, Policy policy) {
        return Deadlines.next(standing, after, rulebook, policy);
    }

    /**
     * A check-in asks whenever it leaves a doubt that matters; other fixes where the policy says so, until a row has its
     * burst.
     */
    private static boolean burstWanted(Fix fix, Verdict verdict, PermittedArea permitted, Policy policy,
            Round round) {
        if (fix.trigger() == Trigger.BURST || verdict.cause() == Cause.NO_PERMITTED_AREA) {
            return false;
        }
        return fix.trigger() == Trigger.CHECK_IN
                ? verdict.answer() == Answer.UNSURE && !permitted.permitsAnywhere() || round.rowPending()
                : policy.bursts() && round.rowPending() && (round.rowBegun() || round.rowUnanswered());
    }

    private static Timeliness timeliness(Standing standing, Fix fix, Policy policy) {
        long age = Micros.between(fix.fixedAt(), fix.receivedAt());
        if (age < -Micros.of(policy.futureTolerance())) {
            return Timeliness.FUTURE;
        }
        boolean overtaken = standing.knowsFix() && !fix.fixedAt().isAfter(standing.fixAt());
        return overtaken || age > Micros.of(policy.liveWithin()) ? Timeliness.LATE : Timeliness.LIVE;
    }
}
