package org.rollcall.backend.lifecycle;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.alert.Closings;
import org.rollcall.backend.contact.Silences;
import org.rollcall.backend.duty.Excuses;
import org.rollcall.backend.supervisee.CollectionCuts;
import org.rollcall.backend.supervisee.RulesVersion;

/**
 * What follows when supervision is suspended or ends: nothing is collected of that time, nothing was asked of the person
 * in it, and what it has ended is closed and says so. In the order of locks: standings, periods, slots, silences, alerts.
 */
@ApplicationScoped
class Ends {

    private final Scope scope;
    private final RulesVersion rules;
    private final CollectionCuts periods;
    private final Excuses excuses;
    private final Silences silences;
    private final Closings closings;

    Ends(Scope scope, RulesVersion rules, CollectionCuts periods, Excuses excuses, Silences silences,
            Closings closings) {
        this.scope = scope;
        this.rules = rules;
        this.periods = periods;
        this.excuses = excuses;
        this.silences = silences;
        this.closings = closings;
    }

    /** Locks the person's standings: first of all. */
    Uni<Void> begin(SqlConnection transaction, UUID person) {
        return rules.bump(transaction, person);
    }

    /**
     * Takes a time out of supervision.
     *
     * @param until empty for all that comes
     * @param reason shown with each slot that it excuses and each alert that it closes
     */
    Uni<Void> takeOut(SqlConnection transaction, UUID person, Instant from, Optional<Instant> until, Instant now,
            String reason) {
        boolean over = until.filter(end -> !end.isAfter(now)).isPresent();
        return periods.cut(transaction, person, from, until, now)
                .chain(() -> excuses.excuse(transaction, person, from, until, now, reason, scope.account()))
                .chain(() -> from.isAfter(now) || over
                        ? Uni.createFrom().voidItem()
                        : silences.forget(transaction, person))
                .chain(() -> from.isAfter(now)
                        ? Uni.createFrom().voidItem()
                        // What is over leaves what was open before it and after it to people.
                        : closings.endAll(transaction, person,
                                over ? Optional.of(from) : Optional.empty(), over ? until : Optional.empty(), now,
                                reason))
                .replaceWithVoid();
    }
}
