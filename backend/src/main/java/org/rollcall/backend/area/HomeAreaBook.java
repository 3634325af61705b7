package org.rollcall.backend.area;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.RulesVersion;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * Whose home is where. To set it ends belief in what was believed of that time and adds what is believed now, moves the
 * version of the person's rules on and goes on record, in one transaction. To set what is set already changes nothing.
 */
@ApplicationScoped
class HomeAreaBook {

    private final Scope scope;
    private final SuperviseeLookup people;
    private final AreaLookup areas;
    private final HomeAreaRows rows;
    private final RulesVersion rules;
    private final AuditTrail audit;
    private final Clock clock;

    HomeAreaBook(Scope scope, SuperviseeLookup people, AreaLookup areas, HomeAreaRows rows, RulesVersion rules,
            AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.people = people;
        this.areas = areas;
        this.rows = rows;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<HomeArea> get(UUID person) {
        var now = Timestamps.now(clock);
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> rows.find(transaction, person, now))
                .map(home -> home.orElseThrow(ProblemException::notFound)));
    }

    Uni<HomeArea> set(UUID person, HomeAreaRequest request) {
        var now = Timestamps.now(clock);
        var given = Optional.ofNullable(Timestamps.given(request.validFrom(), "validFrom"));
        var from = given.orElse(now);
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> areas.require(transaction, request.areaIds(), from))
                .chain(() -> rules.bump(transaction, person))
                .chain(() -> rows.find(transaction, person, from))
                .chain(before -> before.filter(home -> says(home, request.areaIds(), given)).isPresent()
                        ? Uni.createFrom().item(before.get())
                        : replace(transaction, person, request.areaIds(), from, now)));
    }

    /** Whether it is that already, from that instant on and without end. */
    private static boolean says(HomeArea home, List<UUID> areas, Optional<Instant> from) {
        Set<UUID> wanted = new HashSet<>(areas);
        return home.validUntil() == null && wanted.equals(new HashSet<>(home.areaIds()))
                && (from.isEmpty() || home.validFrom().equals(from.get()));
    }

    private Uni<HomeArea> replace(SqlConnection transaction, UUID person, List<UUID> areas, Instant from,
            Instant now) {
        var detail = new JsonObject().put("validFrom", from.toString())
                .put("areaIds", new JsonArray(areas.stream().map(UUID::toString).toList()));
        var deed = new Deed(scope.account(), Action.HOME_AREA_SET, person, Optional.empty(), detail);
        return rows.replace(transaction, person, areas, from, now)
                .chain(() -> audit.record(transaction, deed))
                .chain(() -> rows.find(transaction, person, from))
                .map(Optional::orElseThrow);
    }
}
