package org.rollcall.geofence;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a fix was judged as it was, made again from what was stored with it: the standing before it, the fix, the rulebook
 * of its version and the policy. The kernel is pure, so the judgement is the very one that was made then.
 *
 * <p>The sentences state facts and never judge a person (DOMAIN section 6, rule 10). They hold distances and names of
 * areas but no coordinate; since a name and a distance together may say much, they do not belong into logs either.
 * Immutable and thread-safe.
 *
 * @param judgement what the fix came to
 * @param sentence where the person was, as far as anybody could tell: "412 m outside Kaizhou, accuracy 18 m, third fix in
 *        11 minutes; no permission on 2026-03-02"
 * @param changes one sentence for each transition of the judgement, in their order
 */
public record Explanation(Judgement judgement, String sentence, List<String> changes) {

    /** @throws NullPointerException if a part is missing */
    public Explanation {
        Objects.requireNonNull(judgement, "judgement");
        Objects.requireNonNull(sentence, "sentence");
        changes = List.copyOf(changes);
    }

    /**
     * Explains one fix.
     *
     * @param before the standing that was stored before the fix was judged
     * @param rulebook the rules as known when it was judged
     * @param zone the zone of legal dates, by which days and times are written
     */
    public static Explanation of(Standing before, Fix fix, Rulebook rulebook, Policy policy, Names names,
            ZoneId zone) {
        var judgement = Kernel.judge(before, fix, rulebook, policy);
        var permitted = rulebook.at(fix.fixedAt());
        var sentence = new FixSentence(fix, judgement, permitted, names, zone).write();
        var changes = new TransitionSentence(policy, names, zone, permitted.freeTransitElement());
        return new Explanation(judgement, sentence,
                judgement.transitions().stream().map(one -> changes.write(one, judgement.next())).toList());
    }

    /**
     * Explains what the passing of time came to.
     *
     * @param ticked what the tick led to
     * @return one sentence for each transition, in their order
     */
    public static List<String> of(Ticked ticked, Policy policy, Names names, ZoneId zone) {
        // Time alone clears no doubt about places, so that it does not matter who was on the way.
        var changes = new TransitionSentence(policy, names, zone, Optional.empty());
        return ticked.transitions().stream().map(one -> changes.write(one, ticked.next())).toList();
    }
}
