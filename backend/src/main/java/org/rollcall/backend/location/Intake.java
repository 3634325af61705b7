package org.rollcall.backend.location;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.platform.ProblemException;

/**
 * Takes fixes from whatever client and answers when their disposition is durable, and not before. Thread-safe; the answer
 * comes on the caller's Vert.x context.
 */
@ApplicationScoped
public class Intake {

    /** The most fixes that may come at once. */
    public static final int MOST = 1_000;

    /**
     * What became of a fix and of the work that goes with it.
     *
     * @param result what the work gave; empty where the fix is not kept, so that it was not done
     */
    public record Accompanied<T>(IntakeAnswer answer, Optional<T> result) {}

    private final Lanes lanes;
    private final Clock clock;
    private final MeterRegistry metrics;

    Intake(Lanes lanes, Clock clock, MeterRegistry metrics) {
        this.lanes = lanes;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Takes fixes, in any order. To give the same again changes nothing.
     *
     * @param sender a device whose credential was checked
     * @param fixes 0 to {@value #MOST}
     * @return fails with a {@link ProblemException}: UNAVAILABLE, to be answered 503 with Retry-After, when there is more
     *         than this node can take or the database is not to be had; UNAUTHENTICATED when the device was revoked
     *         meanwhile
     */
    public Uni<IntakeAnswer> take(EnrolledDevice sender, List<ReportedFix> fixes) {
        return submit(sender, fixes, Optional.empty()).map(Accompanied::answer);
    }

    /**
     * Takes one fix together with other work: both are kept or neither. The work is not done for a fix outside a
     * collection period, or of a time that cannot be held.
     *
     * @return fails as {@link #take} does, and with what the work refuses
     */
    public <T> Uni<Accompanied<T>> takeWith(EnrolledDevice sender, ReportedFix fix, Companion<T> companion) {
        return submit(sender, List.of(fix), Optional.of(companion));
    }

    /**
     * The same as {@link #take}, for whoever takes very many: told by whichever thread settles them.
     *
     * @param fixes 1 to {@value #MOST}
     */
    void take(EnrolledDevice sender, List<ReportedFix> fixes, Consumer<IntakeAnswer> answered,
            Consumer<Throwable> refused) {
        var submission = new Submission<>(sender, fixes, clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(), answer -> answered.accept(answer.answer()), refused);
        if (!lanes.offer(sender.superviseeId(), submission)) {
            refused.accept(unavailable("lane-full"));
        }
    }

    private <T> Uni<Accompanied<T>> submit(EnrolledDevice sender, List<ReportedFix> fixes,
            Optional<Companion<T>> companion) {
        if (fixes.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " fixes at once");
        }
        var receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (fixes.isEmpty()) {
            var answer = new IntakeAnswer(receivedAt, List.of(), Optional.empty(), Optional.empty(), false);
            return Uni.createFrom().item(new Accompanied<>(answer, Optional.empty()));
        }
        var context = Vertx.currentContext();
        Uni<Accompanied<T>> answer = Uni.createFrom().emitter(emitter -> {
            var submission = new Submission<>(sender, fixes, receivedAt, companion, emitter::complete, emitter::fail);
            if (!lanes.offer(sender.superviseeId(), submission)) {
                emitter.fail(unavailable("lane-full"));
            }
        });
        return context == null
                ? answer
                : answer.emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private ProblemException unavailable(String reason) {
        metrics.counter(LocationMeters.UNAVAILABLE, "reason", reason).increment();
        return Batches.unavailable();
    }
}
