package org.rollcall.geofence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.rollcall.geofence.Transition.Change;
import org.rollcall.geofence.Transition.Reason;

/**
 * The tracks of one standing while one fix or tick is judged: what speaks for a condition, what against, and what
 * neither. Tracks that nothing was said about belong to rules that no longer hold, and end. Not thread-safe; lives for
 * one judgement.
 */
final class Round {

    private static final Optional<UUID> NOTHING = Optional.empty();

    private final Standing before;
    private final Policy policy;
    private final Instant at;
    private final Optional<Fix> fix;
    private final List<Track> kept = new ArrayList<>();
    private final List<Track> settled = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();
    private boolean rowBegun;
    private boolean rowPending;
    private boolean rowUnanswered;

    private Round(Standing before, Policy policy, Instant at, Optional<Fix> fix) {
        this.before = before;
        this.policy = policy;
        this.at = at;
        this.fix = fix;
    }

    /** What a live fix says. */
    static Round of(Standing before, Policy policy, Fix fix) {
        return new Round(before, policy, fix.fixedAt(), Optional.of(fix));
    }

    /** What the passing of time says. */
    static Round of(Standing before, Policy policy, Tick tick) {
        return new Round(before, policy, tick.at(), Optional.empty());
    }

    /** The fix speaks for a condition that needs the policy's hold-down, over a time of its own. */
    void speaksForHeldDown(Condition condition, Optional<UUID> object, Duration timeNeeded) {
        var row = before.findTrack(condition, object).filter(this::alive);
        boolean moves = row.filter(track -> track.moved() || moved(track)).isPresent();
        rowUnanswered |= row.filter(track -> unanswered(track) || contradicted(track)).isPresent();
        speaksFor(condition, object, moves ? policy.holdDownFixes() : policy.still().fixes(), timeNeeded, Reason.HELD);
    }

    /** The fix speaks for a condition that needs some fixes over some time. */
    void speaksFor(Condition condition, Optional<UUID> object, int fixesNeeded, Duration timeNeeded, Reason reason) {
        var row = before.findTrack(condition, object).filter(this::alive);
        row.ifPresent(settled::add);
        var since = row.map(Track::since).orElse(at);
        int fixes = Math.min(row.map(Track::fixes).orElse(0) + 1, Track.MAX_FIXES);
        boolean wasOpen = row.map(Track::open).orElse(false);
        boolean held = fixes >= fixesNeeded && Duration.between(since, at).compareTo(timeNeeded) >= 0;
        boolean moves = row.filter(track -> track.moved() || moved(track)).isPresent();
        int against = row.map(Track::against).orElse(0);
        keep(new Track(condition, object, since, at, fixes, wasOpen || held, moves, against));
        if (held && !wasOpen) {
            say(condition, Change.OPENED, object, since, reason);
        }
        rowBegun |= row.isEmpty();
        rowPending |= !wasOpen && !held;
    }

    /** The fix says nothing about a condition. */
    void saysNothing(Condition condition, Optional<UUID> object) {
        before.findTrack(condition, object).ifPresent(track -> {
            settled.add(track);
            keep(track);
        });
    }

    /** The fix speaks against a condition. */
    void speaksAgainst(Condition condition, Optional<UUID> object, Reason reason) {
        before.findTrack(condition, object).ifPresent(track -> {
            settled.add(track);
            end(track, reason);
        });
    }

    /** The fix lies where the person may be. It ends an exit's row, unless it may be a wrong position itself. */
    void speaksAgainstExit(Condition condition, Optional<UUID> object) {
        var row = before.findTrack(condition, object);
        if (row.filter(this::outlives).isPresent()) {
            settled.add(row.get());
            keep(row.get().outlivingOne());
        } else {
            speaksAgainst(condition, object, Reason.BACK);
        }
    }

    /** A deadline passed. The row is the one that this fix has added to, as it would after a tick at the deadline. */
    void overdue(Condition condition, Optional<UUID> object, Instant since, Instant deadline) {
        var row = kept.stream().filter(track -> track.is(condition, object)).findFirst();
        kept.removeIf(track -> track.is(condition, object));
        before.findTrack(condition, object).ifPresent(settled::add);
        keep(new Track(condition, object, since, row.map(Track::last).orElse(since), row.map(Track::fixes).orElse(0),
                true, row.map(Track::moved).orElse(false), row.map(Track::against).orElse(0)));
        transitions.add(new Transition(condition, Change.OPENED, object, since, deadline, Reason.DEADLINE));
    }

    /** Keeps what only fixes speak of as it was: a tick says nothing about places. */
    void saysNothingOfPlaces() {
        for (var track : before.tracks()) {
            if (track.condition() != Condition.RETURN_OVERDUE) {
                saysNothing(track.condition(), track.object());
            }
        }
    }

    /** The conditions in their order, after those nobody spoke of have ended. */
    List<Track> finish() {
        for (var track : before.tracks()) {
            if (!settled.contains(track)) {
                end(track, Reason.RULES);
            }
        }
        kept.sort(Track.ORDER);
        return List.copyOf(kept);
    }

    Optional<Track> find(Condition condition) {
        return kept.stream().filter(track -> track.condition() == condition).findFirst();
    }

    List<Transition> transitions() {
        return transitions;
    }

    /** Whether a row began with this fix. */
    boolean rowBegun() {
        return rowBegun;
    }

    /** Whether this fix spoke for something that is not open yet. */
    boolean rowPending() {
        return rowPending;
    }

    /**
     * Whether this fix spoke for something that is held down, and whose row is as short as if no burst had been asked for,
     * or none had been answered: because it began in a burst that an earlier doubt had asked for, or the burst was lost. Or whose
     * row goes on after fixes inside.
     */
    boolean rowUnanswered() {
        return rowUnanswered;
    }

    static Optional<UUID> nothing() {
        return NOTHING;
    }

    /** A doubt does not expire: its deadline comes first, whether a tick came by to say so or not. */
    private boolean alive(Track track) {
        var expiry = track.against() > 0 ? policy.still().outlives() : policy.patience().rowExpiry();
        return track.open() || track.condition() == Condition.AREA_UNSURE
                || Duration.between(track.last(), at).compareTo(expiry) <= 0;
    }

    /** The row's own fixes and what speaks against them meet here: a burst tells more. */
    private boolean contradicted(Track row) {
        return row.against() > 0 && !isLast(row);
    }

    /** A burst is over after the hold-down, and would have left the row longer. */
    private boolean unanswered(Track row) {
        return row.fixes() < policy.holdDownFixes()
                && Duration.between(row.last(), at).compareTo(policy.holdDown()) > 0;
    }

    /**
     * Whether the fix and the last one of the row show that the phone moved. Where another fix came in
     * between, nothing is known of it: only the standing's last place is kept.
     */
    private boolean moved(Track row) {
        return isLast(row) && liesElsewhere();
    }

    /**
     * Whether the fix may be a wrong position that an exit's row need not take notice of: it lies elsewhere than the row, and
     * at one place with the one before where that was sure and none of the row's either. Of one that was not sure nothing is
     * known.
     */
    private boolean outlives(Track row) {
        return !row.open() && !row.moved() && row.fixes() >= policy.holdDownFixes()
                && row.against() < StillRule.MOST_AGAINST
                && Duration.between(row.last(), at).compareTo(policy.still().outlives()) <= 0
                && (isLast(row) ? liesElsewhere() : !wasSure() || !liesElsewhere());
    }

    /** Whether the standing's last fix was certainly at home, or certainly elsewhere. */
    private boolean wasSure() {
        var last = before.lastFixAt();
        return last.isPresent() && (last.equals(before.homeSeenAt()) || last.equals(before.awaySeenAt()));
    }

    /** Whether the standing's last place is that of the row's last fix. */
    private boolean isLast(Track row) {
        return before.knowsFix() && before.fixAt().equals(row.last());
    }

    /** Whether the fix lies elsewhere than the one before, beyond what both claim. */
    private boolean liesElsewhere() {
        if (fix.isEmpty() || fix.get().accuracyMetres().isEmpty() || before.lastRadiusMetres().isEmpty()) {
            return false;
        }
        double reach = before.lastRadiusMetres().getAsDouble() + fix.get().accuracyMetres().getAsDouble();
        return before.lastPlace().get().distanceMetresTo(fix.get().place()) > reach + policy.still().movedMetres();
    }

    private void keep(Track track) {
        kept.add(track);
    }

    private void end(Track track, Reason reason) {
        if (track.open()) {
            say(track.condition(), Change.CLEARED, track.object(), track.since(), reason);
        }
    }

    private void say(Condition condition, Change change, Optional<UUID> object, Instant since, Reason reason) {
        transitions.add(new Transition(condition, change, object, since, at, reason));
    }
}
