package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class SubmissionTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    private final List<Object> told = new ArrayList<>();

    @Test
    void whoWasTurnedAwayForWaitingTooLongIsNotToldAgainWhenItIsSettled() {
        var late = new Submission<>(FairQueueTest.phone(), List.of(Walker.fix(NOON, Walker.LAT)), NOON,
                Optional.empty(),
                told::add, told::add);
        var refusal = Batches.unavailable();

        late.refuse(refusal);
        late.items().get(0).settle(Outcome.of(Disposition.STORED));

        assertThat(told).containsExactly(refusal);
    }
}
