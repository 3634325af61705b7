package org.rollcall.backend.oversight;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;

/**
 * Questions to the record: who saw this person's data and what for (DOMAIN 11.30), and whose data an account could have
 * taken (PIPL 57). A question is a look itself and on record, before its first byte leaves. It does not tell of itself.
 */
@ApplicationScoped
class RecordReads {

    private static final String PERSON = "select from supervisee where id = $1";
    private static final String ACCOUNT = "select where exposed_account_in_scope($1)";
    static final String OF_PERSON = "select * from audit_of_person($1, $2, $3, $4, $5, $6, $7)";
    static final String EXPOSURE = "select * from audit_exposure($1, $2, $3, $4, $5, $6, $7)";

    private final Scope scope;
    private final AuditTrail audit;

    RecordReads(Scope scope, AuditTrail audit) {
        this.scope = scope;
        this.audit = audit;
    }

    /** What is on record about one person, newest first; all kinds where none is named. */
    Uni<Page<RecordedDeed>> ofPerson(UUID person, Between time, List<Action> kinds, PageRequest page) {
        var after = page.afterInstant();
        var names = kinds.stream().map(Action::name).toArray(String[]::new);
        var asked = Tuple.tuple().addUUID(person).addValue(time.from().atOffset(ZoneOffset.UTC))
                .addValue(time.to().atOffset(ZoneOffset.UTC)).addArrayOfString(names.length == 0 ? null : names)
                .addValue(after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .addUUID(after == null ? null : after.id()).addInteger(page.fetch());
        var detail = time(time);
        if (names.length > 0) {
            detail.put("actions", new JsonArray(List.of(names)));
        }
        return ask(PERSON, person, OF_PERSON, asked, RecordedDeed::of,
                found -> page.page(found, deed -> new Cursor.ByInstant(deed.at(), deed.id())),
                new Deed(scope.account(), Action.RECORD_SEEN, person, Optional.empty(), detail));
    }

    /** Whom an account saw or could have seen, by id; a session or a device narrows it. */
    Uni<Page<Exposure>> exposure(UUID account, Between time, Optional<UUID> session, Optional<UUID> device,
            PageRequest page) {
        var after = page.afterId();
        var asked = Tuple.tuple().addUUID(account).addUUID(session.orElse(null)).addUUID(device.orElse(null))
                .addValue(time.from().atOffset(ZoneOffset.UTC)).addValue(time.to().atOffset(ZoneOffset.UTC))
                .addUUID(after == null ? null : after.id()).addInteger(page.fetch());
        var detail = time(time);
        session.ifPresent(id -> detail.put("sessionId", id.toString()));
        device.ifPresent(id -> detail.put("deviceId", id.toString()));
        return ask(ACCOUNT, account, EXPOSURE, asked, Exposure::of,
                found -> page.page(found, exposure -> new Cursor.ById(exposure.superviseeId())),
                new Deed(scope.account(), Action.EXPOSURE_SEEN, account, Optional.empty(), detail));
    }

    private <T> Uni<Page<T>> ask(String inScope, UUID about, String question, Tuple asked, Function<Row, T> read,
            Function<List<T>, Page<T>> page, Deed deed) {
        return scope.inTransaction(transaction -> require(transaction, inScope, about)
                .chain(() -> transaction.preparedQuery(question).execute(asked))
                .map(rows -> page.apply(StreamSupport.stream(rows.spliterator(), false).map(read).toList()))
                .call(found -> audit.record(transaction, new Deed(deed.actor(), deed.action(), deed.object(),
                        deed.purpose(), deed.detail().put("count", found.items().size())))));
    }

    private static Uni<Void> require(SqlConnection transaction, String inScope, UUID about) {
        return transaction.preparedQuery(inScope).execute(Tuple.of(about)).invoke(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
        }).replaceWithVoid();
    }

    private static JsonObject time(Between time) {
        return new JsonObject().put("from", time.from().toString()).put("to", time.to().toString());
    }
}
