package org.rollcall.backend.location.dialect;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.location.BurstRequest;
import org.rollcall.backend.location.HelpRequests;
import org.rollcall.backend.location.Intake;
import org.rollcall.backend.location.IntakeAnswer;
import org.rollcall.backend.location.Quarantine;
import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.Suspect;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Trace;

/**
 * The way of every foreign message: who sent it, what it says, what becomes of it, and only then the answer. The one
 * table from what happened to what is answered is {@link #answer}; what cannot be taken for good is never answered so
 * that a client would forget it. Thread-safe.
 */
@ApplicationScoped
class Ingest {

    private static final Logger LOG = Logger.getLogger(Ingest.class);

    private final Intake intake;
    private final Quarantine quarantine;
    private final HelpRequests help;
    private final MeterRegistry metrics;
    private final Clock clock;

    Ingest(Intake intake, Quarantine quarantine, HelpRequests help, MeterRegistry metrics, Clock clock) {
        this.intake = intake;
        this.quarantine = quarantine;
        this.help = help;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes what was sent.
     *
     * @param who the device that the credential names, if any
     * @param reader a pure function; what it throws makes the message unreadable
     */
    Uni<Response> take(Dialect dialect, Uni<Optional<EnrolledDevice>> who, SentBody sent,
            Function<SentBody, Message> reader, Answers answers) {
        var receivedAt = clock.instant();
        return who.chain(sender -> sender.isEmpty()
                ? Uni.createFrom().item(answers.unknownCredential())
                : take(dialect, sender.get(), sent, read(sent, reader), receivedAt).map(answers::taken))
                .onFailure().recoverWithItem(failure -> answer(dialect, failure, answers));
    }

    private static Message read(SentBody sent, Function<SentBody, Message> reader) {
        if (sent.cut()) {
            return new Message.Unreadable(QuarantineReason.TOO_LARGE, Optional.empty());
        }
        try {
            return reader.apply(sent);
        } catch (RuntimeException e) {
            LOG.error("a reader failed", Trace.of(e));
            return Message.unreadable();
        }
    }

    private Uni<Optional<BurstRequest>> take(Dialect dialect, EnrolledDevice sender, SentBody sent, Message message,
            Instant receivedAt) {
        metrics.counter(DialectMeters.MESSAGES, "dialect", dialect.name(), "kind", message.kind().name())
                .increment();
        return help(sender, message, receivedAt).chain(() -> store(sender, sent, message, receivedAt));
    }

    private Uni<Optional<BurstRequest>> store(EnrolledDevice sender, SentBody sent, Message message,
            Instant receivedAt) {
        if (message instanceof Message.Position position) {
            return intake.take(sender, List.of(position.fix())).map(IntakeAnswer::burst);
        }
        if (message instanceof Message.Unreadable unreadable) {
            return quarantine.keep(new Suspect(sender.id(), unreadable.reason(), receivedAt, unreadable.about(),
                    sent.evidence())).replaceWith(Optional.empty());
        }
        return Uni.createFrom().item(Optional.empty());
    }

    /** A cry for help goes first: it must not wait for the place beside it. */
    private Uni<Void> help(EnrolledDevice sender, Message message, Instant receivedAt) {
        if (!message.asksForHelp()) {
            return Uni.createFrom().voidItem();
        }
        var askedAt = message instanceof Message.Position position ? position.fix().fixedAt() : receivedAt;
        return help.ask(sender, askedAt, receivedAt);
    }

    private static Response answer(Dialect dialect, Throwable failure, Answers answers) {
        if (failure instanceof ProblemException problem) {
            // Revoked while its message was on its way.
            return problem.type() == ProblemType.UNAUTHENTICATED ? answers.unknownCredential() : answers.unavailable();
        }
        LOG.errorf(Trace.of(failure), "a message of %s could not be taken", dialect);
        return answers.unavailable();
    }
}
