package org.rollcall.backend.duty;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.Trace;
import org.rollcall.backend.platform.WhileClockIsOff;

/**
 * One round: note that we are up, make the slots to come, state what was missed. Any node may run it at any time. That no
 * slots can be made does not keep misses from being stated; without the beat they are not, since it tells outages.
 */
@ApplicationScoped
class DutySweep {

    private static final Logger LOG = Logger.getLogger(DutySweep.class);

    private final Beat beat;
    private final SlotMaker maker;
    private final Misses misses;
    private final Drain drain;
    private final DutyConfig config;
    private final Clock clock;

    DutySweep(Beat beat, SlotMaker maker, Misses misses, Drain drain, DutyConfig config, Clock clock) {
        this.beat = beat;
        this.maker = maker;
        this.misses = misses;
        this.drain = drain;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(identity = "duty-sweep", every = "{rollcall.duty.sweep-every}", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        var now = clock.instant();
        return beat.at(now)
                .chain(() -> told("slots could not be made", maker.makeUntil(now.plus(config.slotsAhead()), now)))
                .chain(() -> told("misses could not be stated", misses.stateDueBy(now)))
                .chain(() -> drain.forget(now));
    }

    private static Uni<Void> told(String what, Uni<Void> work) {
        return work.onFailure().invoke(failure -> LOG.error(what, Trace.of(failure))).onFailure().recoverWithNull();
    }
}
