package org.rollcall.backend.location;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.vertx.core.json.JsonObject;
import org.rollcall.backend.alert.Cause;
import org.rollcall.geofence.Condition;
import org.rollcall.geofence.Element;
import org.rollcall.geofence.Explanation;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.Tick;
import org.rollcall.geofence.Ticked;
import org.rollcall.geofence.Track;
import org.rollcall.geofence.Transition;
import org.rollcall.geofence.Verdict;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * From what the kernel says to alerts: which code, about what, how severe, with which evidence (DOMAIN section 6). Pure.
 * The evidence names fixes by their keys and tells distances and times, never a place.
 */
final class AlertTranslation {

    private final StandingKey key;
    private final PersonRules rules;
    private final long rulesVersion;

    AlertTranslation(StandingKey key, PersonRules rules, long rulesVersion) {
        this.key = key;
        this.rules = rules;
        this.rulesVersion = rulesVersion;
    }

    /**
     * What a judged fix does to alerts. A late one does nothing: the kernel has no transition for it.
     *
     * @param before the standing before the fix
     */
    List<AlertEffect> of(Standing before, JudgedFix judged) {
        var judgement = judged.judgement();
        if (judgement.transitions().isEmpty() && before.tracks().isEmpty()) {
            return List.of();
        }
        var fix = judged.item().fix().judged(judged.item().receivedAt());
        var effects = new ArrayList<AlertEffect>();
        if (!judgement.transitions().isEmpty()) {
            var policy = rules.policyAt(key.kind(), fix.fixedAt());
            var explanation = Explanation.of(before, fix, rules.rulebook(), policy.kernel(), AlertTranslation::nameOf,
                    rules.zone());
            for (int i = 0; i < judgement.transitions().size(); i++) {
                var transition = judgement.transitions().get(i);
                var fact = fact(transition, judgement.next(), explanation.changes().get(i))
                        .put("where", explanation.sentence());
                effects.add(effect(transition, evidence(fact, judged), judgement.verdict().distanceMetres()));
            }
        }
        worsened(before, fix, judged).ifPresent(effects::add);
        return effects;
    }

    /**
     * What a tick does to alerts.
     *
     * @param dueAt the deadline that it was for, as it stood in the database
     */
    List<AlertEffect> of(Standing before, Tick tick, Ticked ticked, Instant dueAt) {
        var policy = rules.policyAt(key.kind(), tick.at());
        var sentences = Explanation.of(ticked, policy.kernel(), AlertTranslation::nameOf, rules.zone());
        var effects = new ArrayList<AlertEffect>();
        for (int i = 0; i < sentences.size(); i++) {
            var transition = ticked.transitions().get(i);
            effects.add(effect(transition, fact(transition, ticked.next(), sentences.get(i)), OptionalDouble.empty()));
        }
        before.tracks().stream().filter(track -> track.condition() == Condition.RETURN_OVERDUE && track.open())
                .filter(track -> ticked.next().findTrack(track.condition(), track.object()).isPresent())
                .filter(track -> !PersonRules.criticalAt(track, policy).isBefore(dueAt)
                        && !PersonRules.criticalAt(track, policy).isAfter(tick.at()))
                .forEach(track -> effects.add(stillOverdue(track, PersonRules.criticalAt(track, policy))));
        return effects;
    }

    private AlertEffect effect(Transition transition, JsonObject fact, OptionalDouble distance) {
        var target = target(transition.condition(), transition.object().map(Object::toString));
        return transition.change() == Transition.Change.OPENED
                ? new AlertEffect.Raise(new Cause(key.person(), target.code(), target.object(),
                        severity(transition, distance), transition.at(), fact))
                : new AlertEffect.Clear(target, transition.at(), fact);
    }

    private Severity severity(Transition transition, OptionalDouble distance) {
        var policy = rules.policyAt(key.kind(), transition.at());
        return switch (transition.condition()) {
            case AREA_EXIT -> policy.exitSeverity(transition.at(), distance, rules.zone());
            case AREA_UNSURE -> Severity.INFORMATION;
            case ZONE_ENTRY -> Severity.CRITICAL;
            case TRIP_DEVIATION, CURFEW, SPOOF_SIGNAL -> Severity.WARNING;
            case RETURN_OVERDUE -> transition.at().isBefore(transition.since().plus(policy.overdueCriticalAfter()))
                    ? Severity.WARNING
                    : Severity.CRITICAL;
        };
    }

    /**
     * An exit that was said grows with distance and by night: said again when this fix makes it critical and the one
     * before did not, and not with each fix.
     */
    private Optional<AlertEffect> worsened(Standing before, Fix fix, JudgedFix judged) {
        var judgement = judged.judgement();
        if (judged.late() || !before.isOpen(Condition.AREA_EXIT) || !judgement.next().isOpen(Condition.AREA_EXIT)
                || judgement.verdict().answer() != Verdict.Answer.OUTSIDE
                || exitSeverity(fix, judgement.verdict()) != Severity.CRITICAL) {
            return Optional.empty();
        }
        var lastAt = before.lastFixAt().orElseThrow();
        var last = new Fix(before.lastPlace().orElseThrow(), before.lastRadiusMetres(), lastAt, lastAt);
        var lastVerdict = Verdict.of(last, rules.rulebook().at(lastAt),
                rules.policyAt(key.kind(), lastAt).kernel().margins());
        if (lastVerdict.answer() == Verdict.Answer.OUTSIDE && exitSeverity(last, lastVerdict) == Severity.CRITICAL) {
            return Optional.empty();
        }
        var track = judgement.next().findTrack(Condition.AREA_EXIT, Optional.empty()).orElseThrow();
        var target = target(Condition.AREA_EXIT, Optional.empty());
        return Optional.of(new AlertEffect.Raise(new Cause(key.person(), target.code(), target.object(),
                Severity.CRITICAL, fix.fixedAt(), evidence(about(track).put("why", "farther away or by night"),
                        judged))));
    }

    private Severity exitSeverity(Fix fix, Verdict verdict) {
        return rules.policyAt(key.kind(), fix.fixedAt()).exitSeverity(fix.fixedAt(), verdict.distanceMetres(),
                rules.zone());
    }

    private AlertEffect stillOverdue(Track track, Instant at) {
        var target = target(track.condition(), track.object().map(Object::toString));
        return new AlertEffect.Raise(new Cause(key.person(), target.code(), target.object(), Severity.CRITICAL, at,
                about(track).put("why", "still not seen at home")));
    }

    private JsonObject fact(Transition transition, Standing next, String why) {
        return next.findTrack(transition.condition(), transition.object()).map(this::about)
                .orElseGet(() -> about(transition.condition(), transition.since()))
                .put("reason", transition.reason().name()).put("why", why);
    }

    private JsonObject about(Track track) {
        return about(track.condition(), track.since()).put("fixes", track.fixes());
    }

    private JsonObject about(Condition condition, Instant since) {
        return new JsonObject().put("condition", condition.name()).put("deviceKind", key.kind().name())
                .put("since", since.toString()).put("rulesVersion", rulesVersion);
    }

    private JsonObject evidence(JsonObject fact, JudgedFix judged) {
        var fix = judged.item().fix();
        fact.put("fixedAt", fix.fixedAt().toString())
                .put("sourceHash", HexFormat.of().formatHex(judged.item().sourceHash()))
                .put("judgedSeq", judged.judgedSeq())
                .put("policyVersion", rules.policyAt(key.kind(), fix.fixedAt()).version());
        judged.judgement().verdict().distanceMetres().ifPresent(metres -> fact.put("distanceMetres", round(metres)));
        fix.accuracyMetres().ifPresent(metres -> fact.put("accuracyMetres", round(metres)));
        return fact;
    }

    private static double round(double metres) {
        return Math.round(metres * 10) / 10.0;
    }

    /** The kind of device is part of it: a phone at home does not say that the bracelet is. */
    private AlertEffect.Target target(Condition condition, Optional<String> object) {
        var kind = key.kind().name();
        return new AlertEffect.Target(key.person(), AlertCode.valueOf(condition.name()),
                object.map(id -> kind + ":" + id).orElse(kind));
    }

    /** Names are what the reader may look up by the id; a zone's would tell too much in a list. */
    private static String nameOf(Element element) {
        return switch (element.kind()) {
            case HOME -> "the home area";
            case PERMISSION -> "the permitted destination";
            case TRANSIT -> "the permitted way";
            case EXCLUSION -> element.id().toString();
            case CURFEW -> "the place of the order";
        };
    }
}
