package org.rollcall.backend.location;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.alert.AlertSubjects;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.Timestamps;

/** Writes what was recorded later, tells of it, and links its fixes, so that they are kept when their day is thinned. Thread-safe. */
@ApplicationScoped
class LateCauseRows {

    // A look may see the end of a long row or its beginning: what is known of it stays known.
    private static final String PUT = "insert into late_cause as c (id, supervisee_id, device_kind, code, cause_key, since,"
            + " opened_at, ended_at, fixes, late_fixes, most_metres, rules_version, recorded_at)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
            + " on conflict (supervisee_id, cause_key, opened_at) do update set since = excluded.since,"
            + " ended_at = coalesce(excluded.ended_at, c.ended_at), fixes = greatest(c.fixes, excluded.fixes),"
            + " late_fixes = greatest(c.late_fixes, excluded.late_fixes),"
            + " most_metres = greatest(c.most_metres, excluded.most_metres), rules_version = excluded.rules_version,"
            + " replaced_at = null"
            // Nothing was there to be updated.
            + " returning id, xmax = 0 as is_new";
    private static final String REPLACE = "update late_cause set replaced_at = $5 where supervisee_id = $1"
            + " and device_kind = $2 and opened_at between $3 and $4 and replaced_at is null and id <> all($6::uuid[])";
    private static final String LINK = "insert into fix_link (supervisee_id, fixed_at, source_hash, kind, object_id)"
            + " select $1, f.at, f.hash, 'LATE_CAUSE', $4 from unnest($2::timestamptz[], $3::bytea[]) as f (at, hash)"
            + " on conflict do nothing";

    private final AlertSubjects alerts;
    private final LateNotices notices;

    LateCauseRows(AlertSubjects alerts, LateNotices notices) {
        this.alerts = alerts;
        this.notices = notices;
    }

    /**
     * Keeps those of which there was no alert at their time, and replaces what an earlier look saw otherwise.
     *
     * @param span the time in which what opens was looked at
     */
    Uni<Void> keep(SqlConnection tx, LockedStanding standing, LateLooks.Span span, List<LateReplay.Shown> shown,
            Instant now) {
        var kept = new ArrayList<UUID>();
        return InTurn.each(shown, one -> unlessRaised(tx, standing, one, now).invoke(id -> {
            if (id != null) {
                kept.add(id);
            }
        }).replaceWithVoid())
                .chain(() -> tx.preparedQuery(REPLACE)
                        .execute(Tuple.of(standing.key().person(), standing.key().kind().name(),
                                Timestamps.utc(span.from()), Timestamps.utc(span.until()), Timestamps.utc(now),
                                kept.toArray(UUID[]::new))))
                .replaceWithVoid();
    }

    private Uni<UUID> unlessRaised(SqlConnection tx, LockedStanding standing, LateReplay.Shown shown, Instant now) {
        return alerts.wasActive(tx, standing.key().person(), shown.code(), shown.object(), shown.since(),
                shown.endedAt().orElse(shown.evidence().get(shown.evidence().size() - 1).fix().fixedAt()))
                .chain(raised -> raised ? Uni.createFrom().nullItem() : put(tx, standing, shown, now));
    }

    private Uni<UUID> put(SqlConnection tx, LockedStanding standing, LateReplay.Shown shown, Instant now) {
        var person = standing.key().person();
        return tx.preparedQuery(PUT)
                .execute(Tuple.tuple().addUUID(Ids.next()).addUUID(person)
                        .addString(standing.key().kind().name()).addString(shown.code().name())
                        .addString(shown.code().name() + ":" + shown.object())
                        .addOffsetDateTime(Timestamps.utc(shown.since()))
                        .addOffsetDateTime(Timestamps.utc(shown.openedAt()))
                        .addOffsetDateTime(Timestamps.utc(shown.endedAt().orElse(null)))
                        .addInteger(shown.evidence().size()).addInteger((int) shown.lateFixes())
                        .addFloat(shown.mostMetres().isPresent() ? (float) shown.mostMetres().getAsDouble() : null)
                        .addLong(standing.rulesVersion()).addOffsetDateTime(Timestamps.utc(now)))
                .map(rows -> rows.iterator().next())
                .call(row -> row.getBoolean("is_new")
                        ? notices.tell(tx, person, row.getUUID("id"), now)
                        : Uni.createFrom().voidItem())
                .map(row -> row.getUUID("id")).call(id -> tx.preparedQuery(LINK)
                        .execute(Tuple.of(person,
                                shown.evidence().stream().map(one -> Timestamps.utc(one.fix().fixedAt()))
                                        .toArray(OffsetDateTime[]::new),
                                shown.evidence().stream().map(LateReplay.Stored::sourceHash).toArray(Buffer[]::new),
                                id)));
    }
}
