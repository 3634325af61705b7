package org.rollcall.backend.testing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

/** Object mother: square areas and circles, home areas and permissions, made behind the API's back. */
@ApplicationScoped
public class Areas {

    /** Long before every test. */
    public static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final Accounts accounts;

    Areas(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A square of that many degrees, its lower left corner there, known since long ago and valid without beginning. */
    public UUID square(double west, double south, double degrees) {
        var id = area("BOUNDARY");
        version(id, 1, west, south, degrees, null, LONG_AGO);
        return id;
    }

    /** Another version of that area, a square again. */
    public void version(UUID area, int version, double west, double south, double degrees, Instant validFrom,
            Instant knownFrom) {
        accounts.update(
                "insert into area_version (area_id, version, shape, source_crs, valid, known_from) values (?, ?,"
                        + " st_makeenvelope(?, ?, ?, ?, 4326), 'WGS84', tstzrange(?, null), ?)",
                area, version, west, south,
                west + degrees, south + degrees, at(validFrom), at(knownFrom));
    }

    /** A circle, known since long ago and valid without beginning. */
    public UUID circle(double lon, double lat, double radiusMetres) {
        var id = area("CIRCLE");
        accounts.update("insert into area_version (area_id, version, shape, radius_m, source_crs, valid, known_from)"
                + " values (?, 1, st_setsrid(st_makepoint(?, ?), 4326), ?, 'WGS84', tstzrange(null, null), ?)", id, lon,
                lat, radiusMetres, at(LONG_AGO));
        return id;
    }

    /** A row of somebody's home area; a null ends nothing. */
    public UUID home(UUID person, UUID area, Instant from, Instant until, Instant knownFrom, Instant knownUntil) {
        var id = UUID.randomUUID();
        accounts.update("insert into home_area (id, supervisee_id, area_id, valid, known_from, known_until)"
                + " values (?, ?, ?, tstzrange(?, ?), ?, ?)", id, person, area, at(from), at(until), at(knownFrom),
                at(knownUntil));
        return id;
    }

    /** Somebody's home area since long ago. */
    public UUID home(UUID person, UUID area) {
        return home(person, area, LONG_AGO, null, LONG_AGO, null);
    }

    /** A permission decided when it begins, by whomever. */
    public UUID permission(UUID person, UUID area, Instant from, Instant until) {
        var id = UUID.randomUUID();
        var decider = UUID.fromString(accounts.staff(null, null));
        accounts.update("insert into permission (id, supervisee_id, kind, purpose, valid, applied_at, decided_at,"
                + " decided_by) values (?, ?, 'SINGLE', 'to see a doctor', tstzrange(?, ?), ?, ?, ?)", id, person,
                at(from), at(until), at(from), at(from), decider);
        accounts.update("insert into permission_area (permission_id, area_id) values (?, ?)", id, area);
        accounts.update("insert into permission_version (permission_id, version, valid, known_from, changed_by)"
                + " values (?, 1, tstzrange(?, ?), ?, ?)", id, at(from), at(until), at(from), decider);
        return id;
    }

    /** From that moment on it is believed to have ended then. */
    public void revoke(UUID permission, Instant end, Instant knownFrom) {
        accounts.update("update permission_version set known_until = ? where permission_id = ? and version = 1",
                at(knownFrom), permission);
        accounts.update("insert into permission_version (permission_id, version, valid, known_from, changed_by, reason)"
                + " select id, 2, tstzrange(lower(valid), greatest(lower(valid), ?)), ?, decided_by, 'a test'"
                + " from permission where id = ?", at(end), at(knownFrom), permission);
    }

    private UUID area(String kind) {
        var id = UUID.randomUUID();
        accounts.update("insert into area (id, kind, name, created_at) values (?, ?, 'Test area', now())", id, kind);
        return id;
    }

    private static Object at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
