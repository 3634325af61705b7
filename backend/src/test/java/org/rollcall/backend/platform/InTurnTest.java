package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

class InTurnTest {

    private final List<Integer> begun = new ArrayList<>();

    @Test
    void eachIsBegunWhenTheOneBeforeHasEnded() {
        var held = new ArrayList<Runnable>();
        var done = InTurn.each(List.of(1, 2), n -> Uni.createFrom().emitter(emitter -> {
            begun.add(n);
            held.add(() -> emitter.complete(null));
        })).subscribeAsCompletionStage();
        assertThat(begun).containsExactly(1);

        held.get(0).run();
        assertThat(begun).containsExactly(1, 2);
        assertThat(done).isNotDone();

        held.get(1).run();
        assertThat(done).isCompletedWithValue(null);
    }

    @Test
    void whatFailsEndsIt() {
        var work = InTurn.each(List.of(1, 2, 3), n -> {
            begun.add(n);
            return n == 2 ? Uni.createFrom().failure(new IllegalStateException("2")) : Uni.createFrom().voidItem();
        });

        assertThatIllegalStateException().isThrownBy(() -> work.await().indefinitely());
        assertThat(begun).containsExactly(1, 2);
    }

    @Test
    void manyTakeNoDeepStack() {
        InTurn.each(IntStream.range(0, 100_000).boxed().toList(), n -> {
            begun.add(n);
            return Uni.createFrom().voidItem();
        }).await().indefinitely();

        assertThat(begun).hasSize(100_000);
    }

    @Test
    void noneIsDoneAtOnce() {
        assertThat(InTurn.each(List.<Integer>of(), n -> Uni.createFrom().nothing()).subscribeAsCompletionStage())
                .isCompletedWithValue(null);
    }
}
