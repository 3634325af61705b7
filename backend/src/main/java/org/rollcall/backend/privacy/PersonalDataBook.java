package org.rollcall.backend.privacy;

import java.time.Clock;
import java.time.LocalDate;
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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * Keeps, shows and finds what is most personal. Each of it is put on record, by the names of fields and never by what is in
 * them. Thread-safe.
 */
@ApplicationScoped
class PersonalDataBook {

    private static final String FIND = "select " + SealedData.COLUMNS + " from personal_data where supervisee_id = $1";
    private static final String STORE = "select set_personal_data($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    private static final int MOST_FOUND = 100;
    private static final String SEARCH = "select supervisee_id from personal_data where %s = any($1)"
            + " order by supervisee_id limit " + MOST_FOUND;

    private final Scope scope;
    private final SuperviseeLookup people;
    private final FieldKeys keys;
    private final AuditTrail audit;
    private final Clock clock;

    PersonalDataBook(Scope scope, SuperviseeLookup people, FieldKeys keys, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.people = people;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Stores it, and shows it where the asker may see it: whoever keeps a minor's need not.
     *
     * @throws ProblemException INVALID; in the Uni NOT_FOUND out of the asker's scope, CONFLICT where something is kept of a
     *         minor that the asker does not see and would replace
     */
    Uni<PersonalData> put(UUID person, PersonalDataRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        request.check(LocalDate.ofInstant(now, ZoneOffset.ofHours(8)));
        return scope.inTransaction(tx -> people.require(tx, person).chain(() -> keys.active(tx))
                .chain(key -> tx.preparedQuery(STORE).execute(SealedData.sealed(key, person, request)
                        .addValue(Timestamps.utc(now))).invoke(PersonalDataBook::requireStored))
                .chain(() -> record(tx, Action.PERSONAL_DATA_SET, person, fields(request)))
                .chain(() -> find(tx, person)));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope */
    Uni<PersonalData> get(UUID person) {
        return scope.inTransaction(tx -> people.require(tx, person).chain(() -> find(tx, person))
                .call(() -> record(tx, Action.PERSONAL_DATA_SEEN, person, new JsonObject())));
    }

    /** What is there of somebody whom the caller may see; of a minor nothing, where no post of theirs says so. */
    Uni<PersonalData> find(SqlConnection tx, UUID person) {
        return tx.preparedQuery(FIND).execute(Tuple.of(person)).chain(rows -> {
            if (rows.rowCount() == 0) {
                return Uni.createFrom().item(PersonalData.none(person));
            }
            var row = rows.iterator().next();
            return keys.get(tx, row.getUUID("key_id")).map(key -> PersonalData.of(person, SealedData.open(key, row),
                    row.getOffsetDateTime("changed_at").toInstant()));
        });
    }

    /** Who of those whose data the asker may see has exactly that document, or that number; at most a hundred. */
    Uni<List<UUID>> search(PersonalDataSearch what) {
        return scope.inTransaction(tx -> keys.inUse(tx).chain(inUse -> {
            var digests = new ArrayList<Buffer>();
            inUse.forEach(key -> digests.add(SealedData.index(key, what.field(), what.value())));
            var sql = SEARCH.formatted(what.field() == Field.DOCUMENT ? "document_index" : "phone_index");
            return tx.preparedQuery(sql).execute(Tuple.of(digests.toArray(Buffer[]::new)));
        }).map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("supervisee_id"))
                .toList())
                .call(found -> record(tx, Action.PERSONAL_DATA_SEARCHED, scope.account(),
                        new JsonObject().put("field", what.field().name()).put("count", found.size()))));
    }

    private static void requireStored(RowSet<Row> stored) {
        if (stored.iterator().next().getBoolean(0) == null) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "More is kept of this minor than your posts show: who sees minors must change it.");
        }
    }

    private Uni<Void> record(SqlConnection tx, Action action, UUID object, JsonObject detail) {
        return audit.record(tx, new Deed(scope.account(), action, object, Optional.empty(), detail));
    }

    private static JsonObject fields(PersonalDataRequest request) {
        var fields = new JsonArray();
        if (request.document() != null) {
            fields.add(Field.DOCUMENT.name());
        }
        if (request.phone() != null) {
            fields.add(Field.PHONE.name());
        }
        if (request.healthNotes() != null) {
            fields.add(Field.HEALTH_NOTES.name());
        }
        return new JsonObject().put("fields", fields);
    }
}
