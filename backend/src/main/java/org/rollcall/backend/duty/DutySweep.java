package org.rollcall.backend.duty;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

/** One round: note that we are up, make the slots to come, state what was missed. Any node may run it at any time. */
@ApplicationScoped
class DutySweep {

    private final Beat beat;
    private final SlotMaker maker;
    private final Misses misses;
    private final DutyConfig config;
    private final Clock clock;

    DutySweep(Beat beat, SlotMaker maker, Misses misses, DutyConfig config, Clock clock) {
        this.beat = beat;
        this.maker = maker;
        this.misses = misses;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(identity = "duty-sweep", every = "{rollcall.duty.sweep-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        var now = clock.instant();
        return beat.at(now).chain(() -> maker.makeUntil(now.plus(config.slotsAhead()), now))
                .chain(() -> misses.stateDueBy(now));
    }
}
