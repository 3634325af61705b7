package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;

/** The queue of a lane against a model: whatever comes, nobody waits beyond the bound and nothing is lost or changed. */
class FairQueueTest {

    private static final int BATCH = 1_000;
    private static final int MOST = 100_000;
    private static final int LARGEST = 500;
    private static final List<ReportedFix> FIXES = IntStream.range(0, LARGEST)
            .mapToObj(i -> Walker.fix(Instant.parse("2026-11-24T04:00:00Z").plusSeconds(i), Walker.LAT)).toList();

    /** What the model knows of a request that waits. */
    private record Waiting(Submission<?> submission, boolean alone, long servedBefore, int others) {}

    private final FairQueue queue = new FairQueue(MOST);
    private final Map<UUID, ArrayDeque<Waiting>> model = new HashMap<>();
    private long served;
    private int measured;

    @Test
    void whateverComesIsServedOnceInOrderAndWithinTheBound() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var senders = IntStream.range(0, 1 + random.nextInt(12)).mapToObj(i -> phone()).toList();
            for (int round = 0; round < 60; round++) {
                for (int n = random.nextInt(8); n > 0; n--) {
                    var sender = senders.get(random.nextInt(senders.size()));
                    // The first of them are those who upload a backlog.
                    add(sender, senders.indexOf(sender) < 3 ? LARGEST : 1 + random.nextInt(FairQueue.TURN));
                }
                take();
            }
            while (!queue.isEmpty()) {
                take();
            }
            assertThat(model.values()).as("seed " + seed).allMatch(ArrayDeque::isEmpty);
        }
        assertThat(measured).as("requests whose waiting was measured").isGreaterThan(1_000);
    }

    @Test
    void twoWhoAlwaysHaveSomethingGetTheSameShareWhateverTheyCutItInto() {
        var large = phone();
        var small = phone();
        IntStream.range(0, 40).forEach(i -> add(large, LARGEST));
        IntStream.range(0, 2_000).forEach(i -> add(small, 10));
        long ofLarge = 0;
        long ofSmall = 0;

        for (int batch = 0; batch < 20; batch++) {
            for (var item : queue.next(BATCH)) {
                if (item.device().equals(large.id())) {
                    ofLarge++;
                } else {
                    ofSmall++;
                }
            }
            assertThat(Math.abs(ofLarge - ofSmall)).isLessThanOrEqualTo(2L * FairQueue.TURN + LARGEST);
        }
    }

    @Test
    void nobodyKeepsMoreThanAShareWaitingButASingleRequestIsTaken() {
        var bounded = new FairQueue(600);
        var hog = phone();

        assertThat(bounded.add(request(hog, 500))).isTrue();
        assertThat(bounded.add(request(hog, 101))).isFalse();
        assertThat(bounded.add(request(hog, 100))).isTrue();
        assertThat(bounded.add(request(phone(), 500))).isTrue();

        assertThat(bounded.next(10_000)).hasSize(1_100);
        assertThat(bounded.isEmpty()).isTrue();
        assertThat(bounded.add(request(hog, 500))).isTrue();
    }

    private void add(EnrolledDevice sender, int fixes) {
        var of = model.computeIfAbsent(sender.id(), id -> new ArrayDeque<>());
        int others = (int) model.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(sender.id()) && !entry.getValue().isEmpty()).count();
        var submission = request(sender, fixes);
        of.add(new Waiting(submission, of.isEmpty(), served, others));
        assertThat(queue.add(submission)).isTrue();
    }

    private void take() {
        var batch = queue.next(BATCH);
        assertThat(batch.size()).isLessThanOrEqualTo(BATCH);
        for (int n = 0; n < batch.size();) {
            var submission = batch.get(n).submission();
            var first = model.get(submission.sender().id()).remove();
            assertThat(first.submission()).isSameAs(submission);
            assertThat(batch.subList(n, n + submission.items().size())).isEqualTo(submission.items());
            if (first.alone() && submission.items().size() <= FairQueue.TURN) {
                measured++;
                assertThat(served - first.servedBefore())
                        .isLessThanOrEqualTo((long) first.others() * (FairQueue.TURN + LARGEST));
            }
            served += submission.items().size();
            n += submission.items().size();
        }
    }

    static EnrolledDevice phone() {
        return new EnrolledDevice(UUID.randomUUID(), UUID.randomUUID(), DeviceKind.PHONE, Dialect.NATIVE);
    }

    static Submission<Object> request(EnrolledDevice sender, int fixes) {
        return new Submission<>(sender, new ArrayList<>(FIXES.subList(0, fixes)), Instant.EPOCH, Optional.empty(),
                answer -> {
                }, refusal -> {
                });
    }
}
