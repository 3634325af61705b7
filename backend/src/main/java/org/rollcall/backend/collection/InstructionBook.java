package org.rollcall.backend.collection;

import java.time.Clock;
import java.time.Instant;
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
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/** Puts legal instructions on record. To record one changes nothing yet: a mode must refer to it. */
@ApplicationScoped
class InstructionBook {

    private static final String ADD = "insert into legal_instruction (id, supervisee_id, document_number, issued_by,"
            + " reason, valid_until, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning *";
    private static final String END = "select valid_until from legal_instruction where id = $1 and supervisee_id = $2";
    private static final String NEWEST_FIRST = "select * from legal_instruction where supervisee_id = $1"
            + " and ($2::uuid is null or id < $2) order by id desc limit $3";

    private final Scope scope;
    private final Idempotency idempotency;
    private final SuperviseeLookup people;
    private final AuditTrail audit;
    private final Clock clock;

    InstructionBook(Scope scope, Idempotency idempotency, SuperviseeLookup people, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<LegalInstruction> record(UUID person, LegalInstructionRequest request) {
        var now = Timestamps.now(clock);
        var until = Timestamps.given(request.validUntil(), "validUntil");
        if (!until.isAfter(now)) {
            throw new ProblemException(ProblemType.INVALID, "validUntil is past.");
        }
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, request, LegalInstruction.class,
                        () -> add(transaction, person, request, until, now))));
    }

    private Uni<LegalInstruction> add(SqlConnection transaction, UUID person, LegalInstructionRequest request,
            Instant until, Instant now) {
        var id = Ids.next();
        var row = Tuple.tuple().addUUID(id).addUUID(person).addString(request.documentNumber())
                .addString(request.issuedBy()).addString(request.reason()).addOffsetDateTime(Timestamps.utc(until))
                .addUUID(scope.account()).addOffsetDateTime(Timestamps.utc(now));
        return transaction.preparedQuery(ADD).execute(row)
                .map(rows -> LegalInstruction.of(rows.iterator().next()))
                .call(() -> audit.record(transaction, new Deed(scope.account(), Action.LEGAL_INSTRUCTION_RECORDED,
                        person, Optional.empty(), new JsonObject().put("instructionId", id.toString()))));
    }

    /** When that person's instruction ends. */
    Uni<Instant> endOf(SqlConnection transaction, UUID person, UUID id) {
        return transaction.preparedQuery(END).execute(Tuple.of(id, person)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new ProblemException(ProblemType.CONFLICT, "There is no such legal instruction for this person.");
            }
            return Timestamps.instant(rows.iterator().next(), "valid_until");
        });
    }

    Uni<Page<LegalInstruction>> list(UUID person, PageRequest page) {
        return scope.inTransaction(
                transaction -> people.page(transaction, person, NEWEST_FIRST, page, LegalInstruction::of,
                        LegalInstruction::id));
    }
}
