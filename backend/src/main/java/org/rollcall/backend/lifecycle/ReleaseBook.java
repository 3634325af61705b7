package org.rollcall.backend.lifecycle;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceCredentials;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * Records a release or termination (CCL 44 to 51). Devices are ended with it: what they send after the last instant is
 * taken from nobody. The regular end, at 24:00 of the last day of the term, needs no record to stop the collecting.
 */
@ApplicationScoped
class ReleaseBook {

    private static final String ADD = "insert into release (id, supervisee_id, kind, reason, document_number,"
            + " released_at, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)"
            + " on conflict (supervisee_id) do nothing returning *";

    /** What was made, and the devices that ended with it. */
    private record Made(Release release, List<UUID> devices) {}

    private final Scope scope;
    private final Idempotency idempotency;
    private final SuperviseeLookup people;
    private final Ends ends;
    private final DeviceCredentials devices;
    private final AuditTrail audit;
    private final Clock clock;

    ReleaseBook(Scope scope, Idempotency idempotency, SuperviseeLookup people, Ends ends, DeviceCredentials devices,
            AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.people = people;
        this.ends = ends;
        this.devices = devices;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<Release> record(UUID person, ReleaseRequest request) {
        var now = Timestamps.now(clock);
        var at = request.at() == null ? now : Timestamps.given(request.at(), "at");
        if (at.isAfter(now)) {
            throw new ProblemException(ProblemType.INVALID, "at lies in the future.");
        }
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, request, Release.class,
                        () -> ends.begin(transaction, person)
                                .chain(() -> add(transaction, person, request, at, now)))));
    }

    private Uni<Release> add(SqlConnection transaction, UUID person, ReleaseRequest request, Instant at, Instant now) {
        var row = Tuple.tuple().addUUID(Ids.next()).addUUID(person).addString(request.kind().name())
                .addString(request.reason()).addString(request.documentNumber()).addOffsetDateTime(Timestamps.utc(at))
                .addUUID(scope.account()).addOffsetDateTime(Timestamps.utc(now));
        return transaction.preparedQuery(ADD).execute(row).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new ProblemException(ProblemType.CONFLICT, "The person was released already.");
            }
            return Release.of(rows.iterator().next());
        }).call(release -> ends.takeOut(transaction, person, at, Optional.empty(), now,
                "ended by release: " + request.kind().name() + " at " + at))
                .chain(release -> devices.endAll(transaction, person, now).map(ended -> new Made(release, ended)))
                .call(made -> audit.record(transaction, new Deed(scope.account(), Action.RELEASE_RECORDED, person,
                        Optional.empty(), new JsonObject().put("releaseId", made.release().id().toString())
                                .put("kind", request.kind().name()).put("devices", made.devices().size()))))
                .map(Made::release);
    }
}
