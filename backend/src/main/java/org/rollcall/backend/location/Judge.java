package org.rollcall.backend.location;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Tick;

/** Folds what is new over a locked standing. Pure. */
final class Judge {

    /** What new fixes come to. */
    record Result(StandingChange change, List<JudgedFix> fixes) {}

    private Judge() {
    }

    /**
     * Judges fixes that were not stored before, in the order of their time, each with the next number.
     *
     * @param fresh in the order of their time
     * @param tally what else was learnt of the device
     * @param knownDue when the next tick is, as it stands in the database
     */
    static Result fixes(LockedStanding locked, PersonRules rules, List<Item> fresh, Tally tally,
            Optional<Instant> knownDue) {
        var translation = new AlertTranslation(locked.key(), rules, locked.rulesVersion());
        var standing = locked.standing();
        long seq = locked.judgedSeq();
        var judged = new ArrayList<JudgedFix>(fresh.size());
        var effects = new ArrayList<AlertEffect>();
        Optional<JudgingPolicy> burst = Optional.empty();
        Optional<Instant> received = Optional.empty();
        for (var item : fresh) {
            var policy = rules.policyAt(locked.key().kind(), item.fix().fixedAt());
            var judgement = Kernel.judge(standing, item.fix().judged(item.receivedAt()), rules.rulebook(),
                    policy.kernel());
            var fix = new JudgedFix(item, ++seq, locked.rulesVersion(), judgement);
            judged.add(fix);
            effects.addAll(translation.of(standing, fix));
            if (judgement.burstWanted()) {
                burst = Optional.of(policy);
            }
            if (!fix.late()) {
                received = received.filter(at -> at.isAfter(item.receivedAt()))
                        .or(() -> Optional.of(item.receivedAt()));
            }
            standing = judgement.next();
        }
        var next = standing;
        // A deadline that has passed is the sweep's: it may have more to say than a fix.
        var movable = received.filter(at -> knownDue.filter(due -> !due.isAfter(at)).isEmpty());
        var due = movable.flatMap(at -> rules.nextDue(locked.key().kind(), next, at));
        return new Result(new StandingChange(locked, next, seq, tally, due,
                movable.isPresent() && !due.equals(knownDue), effects, burst), judged);
    }

    /** Lets time pass for a standing whose deadline has come. */
    static StandingChange tick(LockedStanding locked, PersonRules rules, Instant now, Instant dueAt) {
        if (!rules.collecting(now)) {
            // In custody and after release nobody is late anywhere: time goes on when supervision does.
            return new StandingChange(locked, locked.standing(), locked.judgedSeq(), Tally.none(locked),
                    rules.nextCollecting(now), true, List.of(), Optional.empty());
        }
        var tick = new Tick(now);
        var kind = locked.key().kind();
        var ticked = Kernel.tick(locked.standing(), tick, rules.rulebook(), rules.policyAt(kind, now).kernel());
        var effects = new AlertTranslation(locked.key(), rules, locked.rulesVersion()).of(locked.standing(), tick,
                ticked, dueAt);
        return new StandingChange(locked, ticked.next(), locked.judgedSeq(), Tally.none(locked),
                rules.nextDue(kind, ticked.next(), now),
                true, effects, Optional.empty());
    }
}
