package org.rollcall.backend.supervisee;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.access.Sealing;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Who a minor is, for whom a post says so of its own, and on record (CCL 54). Everybody else is shown a masked name and
 * no guardian; lists are masked for all. Thread-safe.
 */
@ApplicationScoped
class Minors {

    private static final String MAY_SEE = "select may_see_minor($1) as may";
    private static final String GUARDIAN = "select relation, contact_sealed from guardian_contact where supervisee_id = $1"
            + " order by recorded_at desc, id desc limit 1";
    private static final String REGIME = "select regime from supervisee where id = $1";
    private static final String INSERT = "insert into guardian_contact (id, supervisee_id, relation, contact_sealed,"
            + " recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)";

    private final Scope scope;
    private final Sealing sealing;
    private final AuditTrail audit;
    private final Clock clock;

    Minors(Scope scope, Sealing sealing, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.sealing = sealing;
        this.audit = audit;
        this.clock = clock;
    }

    /** That person as the asker may see them; an adult as they are. */
    Uni<Supervisee> shown(Supervisee masked, String fullName) {
        return masked.regime() == Regime.ADULT
                ? Uni.createFrom().item(masked)
                : scope.inTransaction(transaction -> transaction.preparedQuery(MAY_SEE)
                        .execute(Tuple.of(masked.unitId())).map(rows -> rows.iterator().next().getBoolean("may"))
                        .chain(may -> may
                                ? unmasked(transaction, masked, fullName)
                                : Uni.createFrom().item(masked)));
    }

    private Uni<Supervisee> unmasked(SqlConnection transaction, Supervisee masked, String fullName) {
        return transaction.preparedQuery(GUARDIAN).execute(Tuple.of(masked.id()))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.<Guardian>empty()
                        : Optional.of(open(masked.id(), rows.iterator().next())))
                .map(guardian -> masked.unmasked(fullName, guardian))
                .call(() -> audit.record(transaction, Deed.of(scope.account(), Action.MINOR_SEEN, masked.id())));
    }

    /**
     * Records whom to call. What was recorded before stays.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope; CONFLICT where it is no minor
     */
    Uni<Void> record(UUID person, Guardian guardian) {
        var row = Tuple.of(Ids.next(), person, guardian.relation().name(), Buffer.buffer(seal(person, guardian)),
                scope.account(), clock.instant().atOffset(ZoneOffset.UTC));
        return scope.inTransaction(
                transaction -> transaction.preparedQuery(REGIME).execute(Tuple.of(person)).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                    if (!rows.iterator().next().getString("regime").equals(Regime.JUVENILE.name())) {
                        throw new ProblemException(ProblemType.CONFLICT, "Only a minor has a guardian here.");
                    }
                }).chain(() -> transaction.preparedQuery(INSERT).execute(row)).chain(() -> audit.record(transaction,
                        Deed.of(scope.account(), Action.GUARDIAN_RECORDED, person))));
    }

    private byte[] seal(UUID person, Guardian guardian) {
        return sealing.seal(purpose(person), guardian.contact().encode().getBytes(StandardCharsets.UTF_8));
    }

    private Guardian open(UUID person, Row row) {
        var contact = sealing.open(purpose(person), row.get(Buffer.class, "contact_sealed").getBytes());
        return Guardian.of(Guardian.Relation.valueOf(row.getString("relation")),
                new JsonObject(new String(contact, StandardCharsets.UTF_8)));
    }

    private static String purpose(UUID person) {
        return "guardian." + person;
    }
}
