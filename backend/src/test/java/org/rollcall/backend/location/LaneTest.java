package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
    private final Context context = vertx.getOrCreateContext();
    private final Lane lane = new Lane(context, processor, 1_000, 1_000, 100, Duration.ZERO,
            this::refused);
    private final List<IntakeAnswer> answers = new CopyOnWriteArrayList<>();
    private final List<Submission<?>> refused = new CopyOnWriteArrayList<>();
    private final EnrolledDevice phone = FairQueueTest.phone();

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
        lane.offer(submission(phone, 60));
        lane.offer(submission(phone, 50));
        lane.offer(submission(phone, 300));

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
    void whoWaitsTooLongIsToldAndWhoIsAnsweredIsNot() {
        lane.offer(submission(1));
        await().until(() -> processor.batches.size() == 1);
        lane.offer(submission(2));
        lane.offer(submission(3));
        processor.letGo(0);
        await().until(() -> answers.size() == 1);

        context.runOnContext(ignored -> lane.look(Duration.ofMinutes(1), this::refused));
        context.runOnContext(ignored -> lane.look(Duration.ZERO, this::refused));

        await().until(() -> refused.size() == 2);
        assertThat(refused).extracting(submission -> submission.items().size()).containsExactly(2, 3);
    }

    @Test
    void aBatchThatFailsUnsettledDoesNotStopTheLane() {
        var batches = new CopyOnWriteArrayList<Integer>();
        var failing = new Lane(context, items -> {
            batches.add(items.size());
            return Uni.createFrom().failure(new IllegalStateException("a test"));
        }, 1_000, 1_000, 100, Duration.ZERO, this::refused);

        failing.offer(submission(1));
        await().until(() -> batches.size() == 1);
        failing.offer(submission(2));

        await().until(() -> batches.size() == 2 && failing.waiting() == 0);
    }

    @Test
    void whoSendsLittleIsInTheNextBatchHoweverMuchSomebodyElseHasWaiting() {
        var wide = new Lane(vertx.getOrCreateContext(), processor, 100_000, 100_000, 1_000, Duration.ZERO,
                this::refused);
        wide.offer(submission(phone, 500));
        await().until(() -> processor.batches.size() == 1);
        IntStream.range(0, 100).forEach(i -> wide.offer(submission(phone, 500)));
        var small = IntStream.range(0, 5).mapToObj(i -> submission(1)).toList();
        small.forEach(wide::offer);

        processor.letGo(0);

        await().until(() -> processor.batches.size() == 2);
        assertThat(processor.batches.get(1)).contains(small.stream().map(s -> s.items().get(0)).toArray(Item[]::new));
        assertThat(processor.batches.get(1).size()).as("and the backlog is not held up for it").isGreaterThan(500);
        assertThat(processor.batches.get(1).get(0).submission()).as("before the backlog").isIn(small);
    }

    @Test
    void whatOneDeviceSendsBeyondItsShareIsRefusedAndLeavesRoomForOthers() {
        var shared = new Lane(vertx.getOrCreateContext(), processor, 1_000, 400, 100, Duration.ZERO, this::refused);
        shared.offer(submission(1));
        await().until(() -> processor.batches.size() == 1);
        IntStream.range(0, 9).forEach(i -> shared.offer(submission(phone, 100)));

        await().until(() -> refused.size() == 5);

        assertThat(refused).allMatch(submission -> submission.sender() == phone);
        assertThat(shared.waiting()).isEqualTo(401);
        assertThat(shared.offer(submission(500))).isTrue();
    }

    @Test
    void afterABusyBatchTheNextWaitsUntilThereIsEnoughForIt() {
        var gathering = gathering(Duration.ofHours(1));
        settleOneOf(Lane.BUSY, gathering);

        IntStream.range(1, Lane.ENOUGH).forEach(i -> gathering.offer(submission(1)));
        assertThat(batchesOnceAllIsQueued()).isEqualTo(1);

        gathering.offer(submission(1));
        await().until(() -> processor.batches.size() == 2);
        assertThat(processor.batches.get(1)).hasSize(Lane.ENOUGH);
    }

    @Test
    void afterABusyBatchTheNextWaitsForAMomentAndNoLonger() {
        var gathering = gathering(Duration.ofNanos(1));
        settleOneOf(Lane.BUSY, gathering);

        gathering.offer(submission(1));

        await().until(() -> processor.batches.size() == 2);
        assertThat(processor.batches.get(1)).hasSize(1);
    }

    @Test
    void withoutLoadNobodyWaitsForMoreToGather() {
        var gathering = gathering(Duration.ofHours(1));
        settleOneOf(Lane.BUSY - 1, gathering);

        gathering.offer(submission(1));

        await().until(() -> processor.batches.size() == 2);
    }

    private Lane gathering(Duration gather) {
        return new Lane(context, processor, 1_000, 1_000, 100, gather, this::refused);
    }

    private void settleOneOf(int fixes, Lane lane) {
        lane.offer(submission(fixes));
        processor.letGo(0);
        await().until(() -> lane.waiting() == 0);
    }

    /** What is given to a context is done after what it was given before. */
    private int batchesOnceAllIsQueued() {
        var batches = new CompletableFuture<Integer>();
        context.runOnContext(ignored -> batches.complete(processor.batches.size()));
        return batches.join();
    }

    private void refused(Submission<?> submission) {
        refused.add(submission);
    }

    private Submission<Object> submission(int fixes) {
        return submission(FairQueueTest.phone(), fixes);
    }

    private Submission<Object> submission(EnrolledDevice device, int fixes) {
        return new Submission<>(device,
                IntStream.range(0, fixes).mapToObj(i -> Walker.fix(NOON.plusSeconds(i), Walker.LAT)).toList(), NOON,
                Optional.empty(), answer -> answers.add(answer.answer()), failure -> {
                });
    }
}
