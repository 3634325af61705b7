package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Codes for many people of an office at once, for the day on which their phones are enrolled. Each is what a code made
 * alone is, but for how long it holds: single use, ending the unused ones before it, on record by person. Who has a phone
 * already gets one only where named, since a code takes that phone away from whoever holds it.
 */
@ApplicationScoped
class EnrolmentDays {

    private static final String UNIT = "select name from agency_unit where id = $1 and in_scope(id)";
    private static final String OF_UNIT = "select s.id, s.case_number, s.full_name, s.regime from supervisee s"
            + " where s.unit_id in (select a.unit_id from agency_unit_ancestor a where a.ancestor_id = $1)"
            + " and (s.term_until + 1)::timestamp at time zone s.zone > $2";
    private static final String LISTED = OF_UNIT + " and s.id = any($3) order by s.id for no key update of s";
    private static final String ALL = OF_UNIT
            + " and ($3::uuid is null or s.id > $3) and not exists (select from device d"
            + " where d.supervisee_id = s.id and d.kind = 'PHONE' and d.revoked_at is null)"
            + " order by s.id limit " + (EnrolmentDayRequest.MOST + 1) + " for no key update of s";
    private static final String REPLACE = "update enrolment_code set replaced_at = greatest(issued_at, $2)"
            + " where supervisee_id = any($1) and used_at is null and replaced_at is null";
    private static final String INSERT = "insert into enrolment_code (id, supervisee_id, code_hash, issued_by, issued_at,"
            + " expires_at) select n.id, n.person, n.hash, $4, $5, $6"
            + " from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as n (id, person, hash)";

    private record Somebody(UUID id, String caseNumber, String name) {

        static Somebody of(Row row) {
            var name = row.getString("full_name");
            boolean isMinor = "JUVENILE".equals(row.getString("regime"));
            return new Somebody(row.getUUID("id"), row.getString("case_number"), isMinor ? MaskedName.of(name) : name);
        }
    }

    private final Scope scope;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final EnrolmentCodes codes;
    private final Clock clock;

    EnrolmentDays(Scope scope, Idempotency idempotency, AuditTrail audit, EnrolmentCodes codes, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.audit = audit;
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * Makes the codes, all or none.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where the unit, or somebody who is named, is not of the asker's
     *         scope, of the unit, or in their term
     */
    Uni<EnrolmentDay> issue(UUID unit, EnrolmentDayRequest request) {
        if (request.superviseeIds() != null && request.after() != null) {
            throw new ProblemException(ProblemType.INVALID, "after belongs to all of an office, not to a list.");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return scope.inTransaction(transaction -> name(transaction, unit)
                .chain(name -> idempotency.once(transaction, request, EnrolmentDay.class,
                        () -> people(transaction, unit, request, now)
                                .chain(people -> issue(transaction, name, people, request, now)))));
    }

    private static Uni<String> name(SqlConnection transaction, UUID unit) {
        return transaction.preparedQuery(UNIT).execute(Tuple.of(unit)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return rows.iterator().next().getString("name");
        });
    }

    private static Uni<List<Somebody>> people(SqlConnection transaction, UUID unit, EnrolmentDayRequest request,
            Instant now) {
        var listed = Optional.ofNullable(request.superviseeIds())
                .map(ids -> ids.stream().distinct().toArray(UUID[]::new));
        return transaction.preparedQuery(listed.isPresent() ? LISTED : ALL)
                .execute(Tuple.of(unit, utc(now), listed.<Object>map(ids -> ids).orElse(request.after())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Somebody::of).toList())
                .invoke(found -> {
                    if (listed.isPresent() && listed.get().length != found.size()) {
                        throw ProblemException.notFound();
                    }
                });
    }

    private Uni<EnrolmentDay> issue(SqlConnection transaction, String unit, List<Somebody> found,
            EnrolmentDayRequest request, Instant now) {
        boolean isMore = found.size() > EnrolmentDayRequest.MOST;
        var people = isMore ? found.subList(0, EnrolmentDayRequest.MOST) : found;
        var words = people.stream().map(person -> CodeWord.random()).toList();
        var day = new EnrolmentDay(unit, now, now.plus(Duration.ofHours(request.hours())), slips(people, words),
                isMore ? people.get(people.size() - 1).id() : null);
        if (people.isEmpty()) {
            return Uni.createFrom().item(day);
        }
        var ids = people.stream().map(Somebody::id).toArray(UUID[]::new);
        var row = Tuple.of(day.codes().stream().map(EnrolmentDay.Slip::codeId).toArray(UUID[]::new), ids,
                words.stream().map(word -> Buffer.buffer(word.hash())).toArray(Buffer[]::new), scope.account(),
                utc(now),
                utc(day.expiresAt()));
        return transaction.preparedQuery(REPLACE).execute(Tuple.of(ids, utc(now)))
                .chain(() -> transaction.preparedQuery(INSERT).execute(row))
                .chain(() -> InTurn.each(day.codes(), slip -> audit.record(transaction, deed(slip)))).replaceWith(day);
    }

    private List<EnrolmentDay.Slip> slips(List<Somebody> people, List<CodeWord> words) {
        var slips = new ArrayList<EnrolmentDay.Slip>();
        for (int i = 0; i < people.size(); i++) {
            var person = people.get(i);
            slips.add(new EnrolmentDay.Slip(person.id(), person.caseNumber(), person.name(), Ids.next(),
                    words.get(i).text(), codes.qrText(words.get(i))));
        }
        return slips;
    }

    private Deed deed(EnrolmentDay.Slip slip) {
        return new Deed(scope.account(), Action.ENROLMENT_CODE_ISSUED, slip.superviseeId(), Optional.empty(),
                new JsonObject().put("codeId", slip.codeId().toString()).put("enrolmentDay", true));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
