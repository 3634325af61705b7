package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;

class LaneTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    /** Holds each batch until the test lets it go. */
    private static final class Held implements BatchProcessor {

        final List<List<Item>> batches = new CopyOnWriteArrayList<>();
        private final List<UniEmitter<? super Void>> waiting = new CopyOnWriteArrayList<>();

        @Override
        public Uni<Void> process(List<Item> items) {
            batches.add(items);
            return Uni.createFrom().emitter(waiting::add);
        }

        void letGo(int batch) {
            await().until(() -> waiting.size() > batch);
            batches.get(batch).forEach(item -> item.settle(Outcome.of(Disposition.STORED)));
            waiting.get(batch).complete(null);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Held processor = new Held();
    private final Lane lane = new Lane(vertx.getOrCreateContext(), processor, 1_000, 100);
    private final List<IntakeAnswer> answers = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aFirstOneWaitsForNobodyAndWhatGathersMeanwhileIsOneBatch() {
        lane.offer(submission(1));
        await().until(() -> processor.batches.size() == 1);
        IntStream.range(0, 30).forEach(i -> lane.offer(submission(2)));

        processor.letGo(0);

        await().until(() -> processor.batches.size() == 2);
        assertThat(processor.batches.get(1)).hasSize(60);
        assertThat(answers).hasSize(1);
    }

    @Test
    void aBatchIsBoundedAndNoRequestIsSplit() {
        lane.offer(submission(1));
        await().until(() -> processor.batches.size() == 1);
        lane.offer(submission(60));
        lane.offer(submission(50));
        lane.offer(submission(300));

        IntStream.range(0, 4).forEach(processor::letGo);

        await().until(() -> lane.waiting() == 0);
        assertThat(processor.batches).extracting(List::size).containsExactly(1, 60, 50, 300);
    }

    @Test
    void aFullLaneRefusesAndTakesAgainWhenThereIsRoom() {
        var taken = new ArrayList<Boolean>();
        for (int i = 0; i < 25; i++) {
            taken.add(lane.offer(submission(50)));
        }

        assertThat(taken.subList(0, 20)).containsOnly(true);
        assertThat(taken.subList(20, 25)).containsOnly(false);
        assertThat(lane.waiting()).isEqualTo(1_000);
        processor.letGo(0);
        await().until(() -> lane.waiting() < 1_000);
        assertThat(lane.offer(submission(50))).isTrue();
    }

    @Test
    void aBatchThatFailsUnsettledDoesNotStopTheLane() {
        var context = vertx.getOrCreateContext();
        var batches = new CopyOnWriteArrayList<Integer>();
        var failing = new Lane(context, items -> {
            batches.add(items.size());
            return Uni.createFrom().failure(new IllegalStateException("a test"));
        }, 1_000, 100);

        failing.offer(submission(1));
        failing.offer(submission(2));

        await().until(() -> batches.size() == 2 && failing.waiting() == 0);
    }

    private Submission<Object> submission(int fixes) {
        var device = new EnrolledDevice(UUID.randomUUID(), UUID.randomUUID(), DeviceKind.PHONE, Dialect.NATIVE);
        return new Submission<>(device,
                IntStream.range(0, fixes).mapToObj(i -> Walker.fix(NOON.plusSeconds(i), Walker.LAT)).toList(), NOON,
                Optional.empty(), answer -> answers.add(answer.answer()), failure -> {
                });
    }
}
