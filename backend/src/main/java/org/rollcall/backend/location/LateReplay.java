package org.rollcall.backend.location;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import io.vertx.core.buffer.Buffer;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.geofence.Condition;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.Transition;
import org.rollcall.geofence.Verdict;
import org.rollcall.notifications.AlertCode;

/**
 * What fixes would have raised had each come when it was made: the kernel over them in the order of their times, by the
 * rules as they are known now (rule 9 of the alert catalogue). Only what a fix that came late has its part in; what lapses
 * of time would raise is left out, since time was looked at when it passed. Pure.
 */
final class LateReplay {

    private static final Set<Condition> SEEN_BY_FIXES = Set.of(Condition.AREA_EXIT, Condition.ZONE_ENTRY,
            Condition.CURFEW, Condition.TRIP_DEVIATION);

    /** A stored fix, as if it had come when it was made. */
    record Stored(Fix fix, boolean late, Buffer sourceHash) {}

    /**
     * Something that would have been raised.
     *
     * @param object as an alert's
     * @param endedAt empty where the fixes do not show it
     * @param evidence the fixes from its beginning to its end, at least one of them late before it opened
     * @param mostMetres how far outside the farthest of them was
     */
    record Shown(AlertCode code, String object, Instant since, Instant openedAt, Optional<Instant> endedAt,
            List<Stored> evidence, OptionalDouble mostMetres) {

        long lateFixes() {
            return evidence.stream().filter(Stored::late).count();
        }
    }

    private record Target(Condition condition, Optional<java.util.UUID> object) {}

    private LateReplay() {
    }

    /** @param fixes in the order of their times */
    static List<Shown> of(DeviceKind kind, List<Stored> fixes, PersonRules rules) {
        var standing = Standing.INITIAL;
        Map<Target, Transition> open = new LinkedHashMap<>();
        var distances = new LinkedHashMap<Stored, Verdict>();
        var shown = new ArrayList<Shown>();
        for (var stored : fixes) {
            var judgement = Kernel.judge(standing, stored.fix(), rules.rulebook(),
                    rules.policyAt(kind, stored.fix().fixedAt()).kernel());
            distances.put(stored, judgement.verdict());
            for (var transition : judgement.transitions()) {
                var target = new Target(transition.condition(), transition.object());
                if (!SEEN_BY_FIXES.contains(transition.condition())) {
                    continue;
                }
                if (transition.change() == Transition.Change.OPENED) {
                    open.put(target, transition);
                } else if (open.containsKey(target)) {
                    shown(kind, open.remove(target), Optional.of(transition.at()), distances).ifPresent(shown::add);
                }
            }
            standing = judgement.next();
        }
        open.values().forEach(opened -> shown(kind, opened, Optional.empty(), distances).ifPresent(shown::add));
        shown.sort(Comparator.comparing(Shown::openedAt));
        return List.copyOf(shown);
    }

    private static Optional<Shown> shown(DeviceKind kind, Transition opened, Optional<Instant> endedAt,
            Map<Stored, Verdict> verdicts) {
        var evidence = verdicts.keySet().stream().filter(stored -> !stored.fix().fixedAt().isBefore(opened.since())
                && endedAt.filter(end -> stored.fix().fixedAt().isAfter(end)).isEmpty()).toList();
        boolean byLate = evidence.stream()
                .anyMatch(stored -> stored.late() && !stored.fix().fixedAt().isAfter(opened.at()));
        var object = opened.object().map(id -> kind.name() + ":" + id).orElse(kind.name());
        var most = evidence.stream().map(verdicts::get)
                .filter(verdict -> verdict.answer() == Verdict.Answer.OUTSIDE)
                .flatMapToDouble(verdict -> verdict.distanceMetres().stream()).map(Math::abs).max();
        return byLate
                ? Optional.of(new Shown(AlertCode.valueOf(opened.condition().name()), object, opened.since(),
                        opened.at(), endedAt, evidence, most))
                : Optional.empty();
    }
}
