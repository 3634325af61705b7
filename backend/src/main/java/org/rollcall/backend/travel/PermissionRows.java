package org.rollcall.backend.travel;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Timestamps;

/** The rows of permissions: a grant is added once, a revocation is a version beside it. */
@ApplicationScoped
class PermissionRows {

    private static final String GRANT = "insert into permission (id, supervisee_id, kind, purpose, valid, applied_at,"
            + " decided_at, decided_by, transit_out_seconds, transit_back_seconds)"
            + " values ($1, $2, $3, $4, tstzrange($5, $6), $7, $8, $9, $10, $11)";
    private static final String NAME_AREAS = "insert into permission_area (permission_id, area_id) select $1::uuid, unnest($2::uuid[])";
    private static final String BELIEVE = "insert into permission_version (permission_id, version, valid, known_from,"
            + " changed_by) select id, 1, valid, decided_at, decided_by from permission where id = $1";
    private static final String REVOKE = "with ended as (update permission_version"
            + " set known_until = greatest($2, known_from + interval '1 microsecond') where permission_id = $1"
            + " and version = 1 and known_until is null and upper(valid) > $3 returning valid, known_until)"
            + " insert into permission_version (permission_id, version, valid, known_from, changed_by, reason)"
            + " select $1::uuid, 2, tstzrange(lower(valid), greatest(lower(valid), $3)), known_until, $4::uuid, $5::text from ended";
    private static final String ONE = TravelPermission.SELECT + " where p.id = $1";
    static final String NEWEST_FIRST = TravelPermission.SELECT + " where p.supervisee_id = $1"
            + " and ($2::uuid is null or p.id < $2) order by p.id desc limit $3";

    Uni<Void> grant(SqlConnection transaction, UUID id, UUID person, PermissionRequest request, Instant now,
            UUID decider) {
        var row = Tuple.tuple().addUUID(id).addUUID(person).addString(request.kind().name())
                .addString(request.purpose()).addOffsetDateTime(Timestamps.utc(request.validFrom()))
                .addOffsetDateTime(Timestamps.utc(request.validUntil()))
                .addOffsetDateTime(Timestamps.utc(request.appliedAt())).addOffsetDateTime(Timestamps.utc(now))
                .addUUID(decider).addInteger(request.transitOutSeconds())
                .addInteger(request.transitBackSeconds());
        var areas = Tuple.tuple().addUUID(id).addArrayOfUUID(request.areaIds().toArray(UUID[]::new));
        return transaction.preparedQuery(GRANT).execute(row)
                .chain(() -> transaction.preparedQuery(NAME_AREAS).execute(areas))
                .chain(() -> transaction.preparedQuery(BELIEVE).execute(Tuple.of(id))).replaceWithVoid();
    }

    /** Whether it was revoked: not if it has been already, or ends before. */
    Uni<Boolean> revoke(SqlConnection transaction, UUID id, RevocationRequest request, Instant from, Instant now,
            UUID by) {
        return transaction.preparedQuery(REVOKE)
                .execute(Tuple.of(id, Timestamps.utc(now), Timestamps.utc(from), by, request.reason()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Optional<TravelPermission>> find(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(
                rows -> StreamSupport.stream(rows.spliterator(), false).map(TravelPermission::of).findFirst());
    }
}
