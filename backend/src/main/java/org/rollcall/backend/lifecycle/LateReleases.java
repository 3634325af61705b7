package org.rollcall.backend.lifecycle;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.Timestamps;

/**
 * People of the units in scope whose term is over and who are not released, the longest over first. Found by the index of
 * those who are not released: the released of former years cost nothing.
 */
@ApplicationScoped
class LateReleases {

    static final LocalDate BEFORE_ALL = LocalDate.EPOCH;
    static final UUID FIRST = new UUID(0, 0);
    // The day after today in UTC is the latest that it is anywhere; by the person's own zone it is decided.
    static final String LONGEST = "select n.* from unnest((select scope_units())::uuid[]) as u (id)"
            + " cross join lateral (select s.id, s.case_number, s.unit_id, s.term_until, s.zone from supervisee s"
            + " where s.unit_id = u.id and not s.released and s.term_until <= ($3::timestamptz at time zone 'UTC')::date"
            + " + 1 and s.term_until < ($3::timestamptz at time zone s.zone)::date"
            + " and (s.term_until, s.id) > ($1::date, $2::uuid) order by s.term_until, s.id limit $4) as n"
            + " order by n.term_until, n.id limit $4";

    private final Scope scope;
    private final Clock clock;

    LateReleases(Scope scope, Clock clock) {
        this.scope = scope;
        this.clock = clock;
    }

    Uni<Page<LateRelease>> list(PageRequest page) {
        var now = clock.instant();
        var after = page.afterInstant();
        var asked = Tuple.of(after == null ? BEFORE_ALL : LocalDate.ofInstant(after.at(), ZoneOffset.UTC),
                after == null ? FIRST : after.id(), Timestamps.utc(now), page.fetch());
        return scope.inTransaction(transaction -> transaction.preparedQuery(LONGEST).execute(asked))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> LateRelease.of(row, now))
                        .toList())
                .map(found -> page.page(found, late -> new Cursor.ByInstant(
                        late.termUntil().atStartOfDay().toInstant(ZoneOffset.UTC), late.superviseeId())));
    }
}
