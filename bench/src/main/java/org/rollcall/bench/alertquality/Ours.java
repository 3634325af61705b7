package org.rollcall.bench.alertquality;

import java.util.List;

import org.rollcall.bench.alertquality.Detector.Reaction;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Condition;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Policy;
import org.rollcall.geofence.Rulebook;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.Transition.Change;

/** The kernel as it is shipped: a standing, a policy, and AREA_EXIT. */
final class Ours implements Detector {

    private final Rulebook rulebook;
    private final Policy policy;
    private Standing standing = Standing.INITIAL;
    private int doubts;

    Ours(Area area, Policy policy) {
        this.rulebook = Rulebook.ofHomes(List.of(area));
        this.policy = policy;
    }

    /** Which of the kernel's policies is meant for a regime. */
    static Policy policy(Regime regime) {
        return switch (regime) {
            case FIVE_MINUTES -> Policy.DEFAULT;
            case HALF_HOUR -> Policy.SPARSE;
            case CHECK_INS -> Policy.CHECKPOINT;
        };
    }

    @Override
    public Reaction on(Fix fix) {
        var judgement = Kernel.judge(standing, fix, rulebook, policy);
        standing = judgement.next();
        boolean opened = false;
        for (var transition : judgement.transitions()) {
            if (transition.change() == Change.OPENED) {
                opened |= transition.condition() == Condition.AREA_EXIT;
                doubts += transition.condition() == Condition.AREA_UNSURE ? 1 : 0;
            }
        }
        return opened || judgement.burstWanted() ? new Reaction(opened, judgement.burstWanted()) : Reaction.NONE;
    }

    @Override
    public boolean open() {
        return standing.isOpen(Condition.AREA_EXIT);
    }

    /** How often AREA_UNSURE was said, which is for information and no alarm. */
    int doubts() {
        return doubts;
    }
}
