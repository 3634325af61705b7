package org.rollcall.backend.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Object mother: a province with two justice offices, an officer and a supervisee in each. */
final class County {

    final UUID province = UUID.randomUUID();
    final UUID prefecture = UUID.randomUUID();
    final UUID county = UUID.randomUUID();
    final UUID riverOffice = UUID.randomUUID();
    final UUID hillOffice = UUID.randomUUID();
    final UUID riverOfficer = UUID.randomUUID();
    final UUID hillOfficer = UUID.randomUUID();
    final UUID riverPerson = UUID.randomUUID();
    final UUID hillPerson = UUID.randomUUID();

    private final Connection owner;

    County(Connection owner) throws SQLException {
        this.owner = owner;
        unit(province, null, "PROVINCE", "Province " + province);
        unit(prefecture, province, "PREFECTURE", "Prefecture");
        unit(county, prefecture, "COUNTY", "County");
        unit(riverOffice, county, "JUSTICE_OFFICE", "River");
        unit(hillOffice, county, "JUSTICE_OFFICE", "Hill");
        officer(riverOfficer, riverOffice);
        officer(hillOfficer, hillOffice);
        supervisee(riverPerson, riverOffice);
        supervisee(hillPerson, hillOffice);
    }

    private void unit(UUID id, UUID parent, String level, String name) throws SQLException {
        update("insert into agency_unit (id, parent_id, level, name, created_at) values (?, ?, ?, ?, now())", id,
                parent,
                level, name);
    }

    private void officer(UUID id, UUID unit) throws SQLException {
        update("insert into account (id, kind, login, display_name, password_hash, created_at)"
                + " values (?, 'STAFF', ?, 'An officer', 'x', now())", id, id.toString());
        update("insert into post (id, account_id, unit_id, role, valid)"
                + " values (?, ?, ?, 'OFFICER', tstzrange(now() - interval '1 day', null))", UUID.randomUUID(), id,
                unit);
    }

    private void supervisee(UUID id, UUID unit) throws SQLException {
        update("insert into account (id, kind, display_name, created_at) values (?, 'SUPERVISEE', 'Somebody', now())",
                id);
        update("insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from, term_until,"
                + " created_at) values (?, ?, ?, 'Somebody', 'PROBATION', '2026-01-01', '2026-12-31', now())", id, unit,
                id.toString());
    }

    /** Stores an alert about the person of the river office, with that handling. */
    UUID alert(String causeKey, String handling) throws SQLException {
        var id = UUID.randomUUID();
        update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', ?, 'WARNING', 'ACTIVE', ?, now(), now())", id,
                riverPerson, riverOffice, causeKey, handling);
        return id;
    }

    /** A slot of the person of the river office with its history, a report and a check-in for it, and a phone. */
    UUID duties() throws SQLException {
        var schedule = UUID.randomUUID();
        var slot = UUID.randomUUID();
        update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 480, 540, 900, tstzrange(now(), null))",
                schedule,
                riverPerson);
        update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at, due_at,"
                + " state) values (?, ?, ?, 'CHECK_IN', 1, '2026-03-02 00:00Z', '2026-03-02 01:00Z',"
                + " '2026-03-02 01:15Z', 'SCHEDULED')", slot, schedule, riverPerson);
        update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'SCHEDULED', now())", slot);
        update("insert into report (id, slot_id, supervisee_id, submitted_at, law_abidance, supervision, education,"
                + " community_service, social_activities) values (?, ?, ?, now(), 'a', 'b', 'c', 'd', 'e')",
                UUID.randomUUID(), slot, riverPerson);
        update("insert into check_in (supervisee_id, fixed_at, source_hash, slot_id, received_at) values (?, now(),"
                + " decode(md5(random()::text), 'hex'), ?, now())", riverPerson, slot);
        update("update device set revoked_at = now() where supervisee_id = ? and revoked_at is null", riverPerson);
        update("insert into device (id, supervisee_id, kind, dialect, public_key, enrolled_at)"
                + " values (?, ?, 'PHONE', 'NATIVE', '\\x00', now())", UUID.randomUUID(), riverPerson);
        return slot;
    }

    /** A phone of that account. */
    UUID register(UUID account, String value) throws SQLException {
        var id = UUID.randomUUID();
        update("insert into registration (id, account_id, kind, value, registered_at)"
                + " values (?, ?, 'FCM_TOKEN', ?, now())", id, account, value);
        return id;
    }

    /** Something to be said to that account. */
    UUID message(UUID account) throws SQLException {
        var id = UUID.randomUUID();
        update("insert into outbox (id, account_id, message, next_at, created_at) values (?, ?, '{}', now(), now())",
                id,
                account);
        return id;
    }

    int update(String sql, Object... values) throws SQLException {
        try (var statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
