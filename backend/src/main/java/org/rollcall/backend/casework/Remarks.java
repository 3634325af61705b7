package org.rollcall.backend.casework;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/** Comments and correction notices of the procuratorate, and the answers of the agency. Thread-safe. */
@ApplicationScoped
class Remarks {

    private static final String INSERT = "insert into remark (id, supervisee_id, kind, document_number, content,"
            + " answer_by, issued_by, issued_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    private static final String ONE = Remark.SELECT + " where r.id = $1";
    private static final String PAGE = Remark.SELECT
            + " where r.supervisee_id = $1 and ($2::uuid is null or r.id > $2) order by r.id limit $3";
    private static final String ANSWER = "insert into remark_answer (remark_id, content, answered_by, answered_at)"
            + " values ($1, $2, $3, $4)";

    private final Scope scope;
    private final SuperviseeLookup people;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    Remarks(Scope scope, SuperviseeLookup people, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.people = people;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a remark.
     *
     * @throws ProblemException INVALID where a notice has no number; in the Uni NOT_FOUND where there is nobody in scope
     */
    Uni<Remark> make(UUID person, RemarkRequest request) {
        if (request.kind() == Remark.Kind.CORRECTION_NOTICE && request.documentNumber() == null) {
            throw ProblemException.invalid("documentNumber", "is missing: a notice has one");
        }
        var id = Ids.next();
        var row = Tuple.tuple().addUUID(id).addUUID(person).addString(request.kind().name())
                .addString(request.documentNumber()).addString(request.content()).addLocalDate(request.answerBy())
                .addUUID(scope.account()).addOffsetDateTime(now());
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, request, Remark.class,
                        () -> transaction.preparedQuery(INSERT).execute(row).chain(() -> get(transaction, id))
                                .call(remark -> record(transaction, Action.REMARK_MADE, remark)))));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope */
    Uni<Page<Remark>> list(UUID person, PageRequest page) {
        return scope.inTransaction(
                transaction -> people.page(transaction, person, PAGE, page, Remark::of, Remark::id));
    }

    /**
     * Answers a remark.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; CONFLICT where it has been answered
     */
    Uni<Remark> answer(UUID remark, AnswerRequest request) {
        var row = Tuple.of(remark, request.content(), scope.account(), now());
        return scope.inTransaction(transaction -> get(transaction, remark)
                .chain(() -> idempotency.once(transaction, request, Remark.class,
                        () -> transaction.preparedQuery(ANSWER).execute(row).onFailure(DatabaseFailure::isNotUnique)
                                .transform(e -> new ProblemException(ProblemType.CONFLICT, "It has been answered."))
                                .chain(() -> get(transaction, remark))
                                .call(answered -> record(transaction, Action.REMARK_ANSWERED, answered)))));
    }

    private static Uni<Remark> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return Remark.of(rows.iterator().next());
        });
    }

    private Uni<Void> record(SqlConnection transaction, Action action, Remark remark) {
        return audit.record(transaction, new Deed(scope.account(), action, remark.superviseeId(), Optional.empty(),
                new JsonObject().put("remark", remark.id().toString()).put("kind", remark.kind().name())));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
