package org.rollcall.backend.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Codes that let a phone enrol, or the bracelet of a serial number, once and soon. A new one ends the unused ones before
 * it. The one place here that reads the register: who has no row in the asker's scope gets no code.
 */
@ApplicationScoped
public class EnrolmentCodes {

    static final Duration LIFE = Duration.ofMinutes(15);

    // Two officers who ask at once come one after the other.
    private static final String PERSON = "select (term_until + 1)::timestamp at time zone zone <= $2 as over"
            + " from supervisee where id = $1 for no key update";
    private static final String REPLACE = "update enrolment_code set replaced_at = greatest(issued_at, $2)"
            + " where supervisee_id = $1 and used_at is null and replaced_at is null";
    private static final String INSERT = "insert into enrolment_code (id, supervisee_id, code_hash, issued_by, issued_at,"
            + " expires_at, serial_number) values ($1, $2, $3, $4, $5, $6, $7)";

    private final Scope scope;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final PublicUrl url;
    private final Clock clock;

    EnrolmentCodes(Scope scope, Idempotency idempotency, AuditTrail audit, PublicUrl url, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.audit = audit;
        this.url = url;
        this.clock = clock;
    }

    Uni<EnrolmentCode> issue(UUID person) {
        return scope.inTransaction(transaction -> issue(transaction, person, null));
    }

    /**
     * A code for a person's bracelet. That something lets it report is the caller's to ask.
     *
     * @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope, CONFLICT after the term
     */
    public Uni<EnrolmentCode> issueForBracelet(SqlConnection transaction, UUID person, String serialNumber) {
        return issue(transaction, person, Objects.requireNonNull(serialNumber, "serialNumber"));
    }

    private Uni<EnrolmentCode> issue(SqlConnection transaction, UUID person, String serialNumber) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return requirePerson(transaction, person, now)
                .chain(() -> idempotency.once(transaction, null, EnrolmentCode.class,
                        () -> insert(transaction, person, serialNumber, now)));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND out of the scope, CONFLICT after the term */
    static Uni<Void> requirePerson(SqlConnection transaction, UUID person, Instant now) {
        return transaction.preparedQuery(PERSON).execute(Tuple.of(person, utc(now))).invoke(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            if (rows.iterator().next().getBoolean("over")) {
                throw new ProblemException(ProblemType.CONFLICT, "The term is over: nothing is collected any more.");
            }
        }).replaceWithVoid();
    }

    private Uni<EnrolmentCode> insert(SqlConnection transaction, UUID person, String serialNumber, Instant now) {
        var word = CodeWord.random();
        var code = new EnrolmentCode(Ids.next(), word.text(), qrText(word), now, now.plus(LIFE));
        var officer = scope.account();
        return transaction.preparedQuery(REPLACE).execute(Tuple.of(person, utc(now)))
                .chain(() -> transaction.preparedQuery(INSERT).execute(Tuple.tuple().addUUID(code.id())
                        .addUUID(person).addValue(Buffer.buffer(word.hash())).addUUID(officer)
                        .addOffsetDateTime(utc(code.issuedAt())).addOffsetDateTime(utc(code.expiresAt()))
                        .addString(serialNumber)))
                .chain(() -> audit.record(transaction, new Deed(officer, Action.ENROLMENT_CODE_ISSUED, person,
                        Optional.empty(), new JsonObject().put("codeId", code.id().toString()))))
                .replaceWith(code);
    }

    /** What the QR code of that code says. */
    String qrText(CodeWord word) {
        return "rollcall://enrol?v=1&url=" + URLEncoder.encode(url.value(), StandardCharsets.UTF_8) + "&code="
                + word.text();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
