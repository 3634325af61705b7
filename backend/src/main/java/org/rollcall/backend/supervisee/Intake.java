package org.rollcall.backend.supervisee;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Takes somebody in (CCL 22): from then to the end of the term something may be collected. The period is part of the
 * rules, so their version moves with it.
 */
@ApplicationScoped
class Intake {

    /** How far ahead an intake may be recorded: that of tomorrow, the evening before. */
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final String TERM = "select term_from, term_until, zone from supervisee where id = $1";
    // Under the lock of the standing no other intake of this person runs; the exclusion constraint is the last wall.
    private static final String OPEN = "insert into collection_period (id, supervisee_id, valid, known_from)"
            + " select $1, $2, tstzrange($3, $4), $5 where not exists (select from collection_period"
            + " where supervisee_id = $2 and known_until is null and valid && tstzrange($3, $4))"
            + " returning " + CollectionPeriod.COLUMNS;

    private final Scope scope;
    private final Idempotency idempotency;
    private final RulesVersion rules;
    private final GuardianNotices guardians;
    private final AuditTrail audit;
    private final Clock clock;

    Intake(Scope scope, Idempotency idempotency, RulesVersion rules, GuardianNotices guardians, AuditTrail audit,
            Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.rules = rules;
        this.guardians = guardians;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<CollectionPeriod> record(UUID person, IntakeRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var at = request.at() == null ? now : request.at().truncatedTo(ChronoUnit.MICROS);
        return scope.inTransaction(transaction -> term(transaction, person)
                .chain(term -> idempotency.once(transaction, request, CollectionPeriod.class, () -> {
                    check(at, now, term);
                    return rules.bump(transaction, person).chain(() -> open(transaction, person, at, term, now))
                            .call(() -> guardians.tell(transaction, person, GuardianNotices.Occasion.INTAKE, now))
                            .call(period -> audit.record(transaction, new Deed(scope.account(), Action.INTAKE_RECORDED,
                                    person, Optional.empty(), new JsonObject().put("at", at.toString()))));
                })));
    }

    private static void check(Instant at, Instant now, Term term) {
        if (at.isAfter(now.plus(AHEAD))) {
            throw new ProblemException(ProblemType.INVALID, "at lies more than a day ahead.");
        }
        if (at.isBefore(term.starts()) || !at.isBefore(term.ends())) {
            throw new ProblemException(ProblemType.INVALID, "at lies outside the term.");
        }
    }

    private static Uni<CollectionPeriod> open(SqlConnection transaction, UUID person, Instant at, Term term,
            Instant now) {
        var tuple = Tuple.of(Ids.next(), person, at.atOffset(ZoneOffset.UTC), term.ends().atOffset(ZoneOffset.UTC),
                now.atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(OPEN).execute(tuple).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new ProblemException(ProblemType.CONFLICT, "A collection period is open already.");
            }
            return CollectionPeriod.of(rows.iterator().next());
        });
    }

    private static Uni<Term> term(SqlConnection transaction, UUID person) {
        return transaction.preparedQuery(TERM).execute(Tuple.of(person)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            var row = rows.iterator().next();
            return new Term(row.getLocalDate("term_from"), row.getLocalDate("term_until"),
                    ZoneId.of(row.getString("zone")));
        });
    }
}
