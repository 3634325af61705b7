package org.rollcall.backend.location.dialect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.access.ExpiredCredential;
import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Trace;

/**
 * The way of every foreign message: who sent it, whether that is too much, what it says, what becomes of it, and only then
 * the answer. The one table from what happened to what is answered is {@link #answer}; what cannot be taken for good is
 * never answered so that a client would forget it. Thread-safe.
 */
@ApplicationScoped
class Ingest {

    private static final Logger LOG = Logger.getLogger(Ingest.class);

    private final Taking taking;
    private final SenderLimit limit;
    private final MeterRegistry metrics;
    private final Clock clock;

    Ingest(Taking taking, SenderLimit limit, MeterRegistry metrics, Clock clock) {
        this.taking = taking;
        this.limit = limit;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes what was sent.
     *
     * @param who the device that the credential names, if any; one of another dialect is as good as none
     */
    Uni<Response> take(Dialect dialect, Uni<Optional<EnrolledDevice>> who, SentBody sent, Reader reader,
            Answers answers) {
        var receivedAt = clock.instant();
        // A credential is for the route of the app that it was made for, and unknown on all others.
        return who.map(found -> found.filter(device -> device.dialect() == dialect)).chain(found -> found.isEmpty()
                ? Uni.createFrom().item(answers.unknownCredential())
                : take(dialect, found.get(), sent, reader, answers, receivedAt))
                .onFailure().recoverWithItem(failure -> answer(dialect, failure, answers));
    }

    private Uni<Response> take(Dialect dialect, EnrolledDevice sender, SentBody sent, Reader reader, Answers answers,
            Instant receivedAt) {
        var wait = limit.count(sender.id());
        if (wait.isPresent()) {
            return Uni.createFrom().item(tooFast(dialect, wait.get(), answers));
        }
        return read(sender, sent, reader).chain(message -> {
            metrics.counter(DialectMeters.MESSAGES, "dialect", dialect.name(), "kind", message.kind().name())
                    .increment();
            return taking.take(sender, sent, message, receivedAt).map(wishes -> answers.taken(message, wishes));
        });
    }

    private Response tooFast(Dialect dialect, Duration wait, Answers answers) {
        metrics.counter(DialectMeters.TOO_FAST, "dialect", dialect.name()).increment();
        return answers.tooFast(wait);
    }

    private static Uni<Message> read(EnrolledDevice sender, SentBody sent, Reader reader) {
        if (sent.cut()) {
            return Uni.createFrom().item(new Message.Unreadable(QuarantineReason.TOO_LARGE, Optional.empty()));
        }
        return reader.read(sender, sent);
    }

    private static Response answer(Dialect dialect, Throwable failure, Answers answers) {
        if (failure instanceof ExpiredCredential) {
            return answers.expiredCredential();
        }
        if (failure instanceof ProblemException problem) {
            // Revoked while its message was on its way; or not asked for, where its network sends too many that nobody has.
            return problem.type() == ProblemType.UNAUTHENTICATED ? answers.unknownCredential() : answers.unavailable();
        }
        LOG.errorf(Trace.of(failure), "a message of %s could not be taken", dialect);
        return answers.unavailable();
    }
}
