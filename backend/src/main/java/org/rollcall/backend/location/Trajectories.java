package org.rollcall.backend.location;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
import org.rollcall.backend.alert.AlertSubjects;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.ProblemException;

/**
 * Where a person was. Every look has a purpose and is on record before its first byte leaves: the answer is written after
 * the transaction that read and recorded it has committed, and where recording fails nothing is answered. An answer holds
 * a bounded number of fixes. Where the raw fixes are gone, it holds what is kept of them, and says so.
 */
@ApplicationScoped
class Trajectories {

    private static final String IN_SCOPE = "select from supervisee where id = $1";
    static final String FIRST = "select " + Trajectory.COLUMNS + " from fix where supervisee_id = $1"
            + " and fixed_at >= $2 and fixed_at < $3 order by fixed_at, source_hash limit $4";
    // A comparison of rows finds the place in the index, but excludes no partition.
    static final String NEXT = "select " + Trajectory.COLUMNS + " from fix where supervisee_id = $1"
            + " and fixed_at >= $2 and fixed_at < $3 and (fixed_at, source_hash) > ($5, $6)"
            + " order by fixed_at, source_hash limit $4";

    private final Scope scope;
    private final AlertSubjects alerts;
    private final AuditTrail audit;

    Trajectories(Scope scope, AlertSubjects alerts, AuditTrail audit) {
        this.scope = scope;
        this.alerts = alerts;
        this.audit = audit;
    }

    /** One page, oldest first. */
    Uni<Trajectory> look(Look look) {
        return scope.inTransaction(transaction -> allowed(transaction, look).chain(() -> read(transaction, look))
                .map(rows -> page(rows, look))
                .call(page -> audit.record(transaction, deed(look, page.features().size()))));
    }

    private Uni<Void> allowed(SqlConnection transaction, Look look) {
        return transaction.preparedQuery(IN_SCOPE).execute(Tuple.of(look.person()))
                .map(rows -> rows.rowCount() == 1)
                .chain(inScope -> !inScope || look.alert().isEmpty()
                        ? Uni.createFrom().item(inScope)
                        : alerts.isAbout(transaction, look.alert().get(), look.person()))
                .invoke(may -> {
                    if (!may) {
                        throw ProblemException.notFound();
                    }
                }).replaceWithVoid();
    }

    private static Uni<List<KeptFixes.Shown>> read(SqlConnection transaction, Look look) {
        boolean first = look.after().isEmpty();
        var page = page(look);
        return transaction.preparedQuery(first ? FIRST : NEXT).execute(page)
                .chain(rows -> KeptFixes.join(transaction, rows, first, page));
    }

    private static Tuple page(Look look) {
        if (look.after().isEmpty()) {
            return Tuple.of(look.person(), utc(look.from()), utc(look.to()), look.limit() + 1);
        }
        var after = look.after().get();
        var from = after.at().isAfter(look.from()) ? after.at() : look.from();
        return Tuple.of(look.person(), utc(from), utc(look.to()), look.limit() + 1, utc(after.at()),
                hash(after.id()));
    }

    private static Trajectory page(List<KeptFixes.Shown> fixes, Look look) {
        var features = new ArrayList<Trajectory.Feature>(Math.min(fixes.size(), look.limit()));
        Row last = null;
        for (var fix : fixes) {
            if (features.size() == look.limit()) {
                return new Trajectory(features, cursor(last));
            }
            features.add(Trajectory.Feature.of(fix.row(), fix.kept()));
            last = fix.row();
        }
        return new Trajectory(features, null);
    }

    private Deed deed(Look look, int count) {
        var detail = new JsonObject().put("from", look.from().toString()).put("to", look.to().toString()).put("count",
                count);
        look.alert().ifPresent(alert -> detail.put("alertId", alert.toString()));
        return new Deed(scope.account(), Action.TRAJECTORY_SEEN, look.person(), Optional.of(look.purpose().name()),
                detail);
    }

    /** A key is 16 bytes, as an id is. */
    private static String cursor(Row row) {
        var hash = row.getBuffer("source_hash").getBytes();
        var bytes = ByteBuffer.wrap(hash);
        return new Cursor.ByInstant(row.getOffsetDateTime("fixed_at").toInstant(),
                new UUID(bytes.getLong(), bytes.getLong())).word();
    }

    private static Buffer hash(UUID id) {
        return Buffer.buffer(ByteBuffer.allocate(16).putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits()).array());
    }

    private static Object utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
