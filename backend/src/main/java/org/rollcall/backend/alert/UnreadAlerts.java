package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/**
 * Alerts of the units in scope that have been open for longer than they may and that nobody of the agency has opened or
 * handled, newest first. Found among the alerts that are not closed, by their index: closed ones of former years cost
 * nothing.
 */
@ApplicationScoped
class UnreadAlerts {

    static final UUID LAST = new UUID(-1L, -1L);
    static final String NEWEST = "select n.* from unnest((select scope_units())::uuid[]) as u (id)"
            + " cross join lateral (select " + Alert.COLUMNS + " from alert a join supervisee s on s.id ="
            + " a.supervisee_id where a.unit_id = u.id and a.handling <> 'CLOSED' and a.handling = 'OPEN' and a.id < $1"
            + " and a.opened_at < case a.severity when 'CRITICAL' then $3::timestamptz when 'WARNING' then"
            + " $4::timestamptz else $5::timestamptz end and not alert_looked_at(a.id) order by a.id desc limit $2) as n"
            + " order by n.id desc limit $2";

    private final Scope scope;
    private final InspectionConfig config;
    private final Clock clock;

    UnreadAlerts(Scope scope, InspectionConfig config, Clock clock) {
        this.scope = scope;
        this.config = config;
        this.clock = clock;
    }

    Uni<Page<Alert>> list(PageRequest page) {
        var after = page.afterId();
        var asked = Tuple.of(after == null ? LAST : after.id(), page.fetch(), before(config.unreadCritical()),
                before(config.unreadWarning()), before(config.unreadInformation()));
        return scope.inTransaction(transaction -> transaction.preparedQuery(NEWEST).execute(asked))
                .map(rows -> page.page(AlertRows.list(rows, Alert::of), alert -> new Cursor.ById(alert.id())));
    }

    private OffsetDateTime before(Duration age) {
        return clock.instant().minus(age).atOffset(ZoneOffset.UTC);
    }
}
