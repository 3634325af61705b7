package org.rollcall.backend.testing;

import static org.rollcall.backend.testing.Contract.given;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

/** Object mother: staff accounts with a post each, made behind the API's back, and their access tokens. */
@ApplicationScoped
public class Accounts {

    /** The password of every account made here. */
    public static final String PASSWORD = "correct horse battery";
    // Argon2id of PASSWORD is slow to make: once.
    private static final String HASH = com.password4j.Password.hash(PASSWORD).addRandomSalt(16)
            .with(com.password4j.Argon2Function.getInstance(19 * 1024, 2, 1, 32, com.password4j.types.Argon2.ID))
            .getResult();

    private final DataSource owner;

    Accounts(@io.quarkus.agroal.DataSource("owner") DataSource owner) {
        this.owner = owner;
    }

    /** The only province, made at first use. */
    public UUID province() {
        var id = UUID.randomUUID();
        update("insert into agency_unit (id, level, name, created_at) select ?, 'PROVINCE', 'Test province', now()"
                + " where not exists (select from agency_unit where level = 'PROVINCE')", id);
        return (UUID) queryOne("select id from agency_unit where level = 'PROVINCE' limit 1");
    }

    /** A new unit under that one. */
    public UUID unit(UUID parent, String level, String name) {
        var id = UUID.randomUUID();
        update("insert into agency_unit (id, parent_id, level, name, created_at) values (?, ?, ?, ?, now())", id,
                parent,
                level, name + " " + id);
        return id;
    }

    /** A new member of staff with one post; returns the login. */
    public String staff(String role, UUID unit) {
        var id = UUID.randomUUID();
        update("insert into account (id, kind, login, display_name, password_hash, created_at)"
                + " values (?, 'STAFF', ?, 'Somebody', ?, now())", id, id.toString(), HASH);
        if (role != null) {
            update("insert into post (id, account_id, unit_id, role, valid) values (?, ?, ?, ?,"
                    + " tstzrange('2020-01-01', null))", UUID.randomUUID(), id, unit, role);
        }
        return id.toString();
    }

    /**
     * A new supervisee of that unit, taken in since 2020, whose phone may report by the minute. Judged as at check-ins, whose
     * hold-down takes a minute, so that a story is told in few fixes.
     */
    public UUID takenIn(UUID unit) {
        var id = takenInForCheckpoints(unit);
        followed(id);
        update("insert into judging_assignment (id, supervisee_id, policy_version, valid, known_from)"
                + " select ?, ?, max(version), tstzrange('2020-01-01', null), '2020-01-01' from judging_policy"
                + " where usual", UUID.randomUUID(), id);
        return id;
    }

    /** Lets the officers of that unit decide on short leaves, from 2020. */
    public void delegated(UUID unit) {
        update("insert into leave_delegation (id, unit_id, valid, reason, given_by) values (?, ?,"
                + " tstzrange('2020-01-01', null), 'Tests', ?)", UUID.randomUUID(), unit,
                UUID.fromString(staff("COUNTY_OFFICER", unit)));
    }

    /** Lets that person's phone be followed by the minute, by an instruction, from 2020 to 2090. */
    public void followed(UUID person) {
        var instruction = UUID.randomUUID();
        update("insert into account (id, kind, login, display_name, password_hash, created_at)"
                + " values ('00000000-0000-7000-8000-000000000001', 'STAFF', 'whoever.set.modes', 'Somebody', 'x', now())"
                + " on conflict do nothing");
        update("insert into legal_instruction (id, supervisee_id, document_number, issued_by, reason, valid_until,"
                + " recorded_by, recorded_at) values (?, ?, 'T 1', 'Somebody', 'Tests', '2090-01-01',"
                + " '00000000-0000-7000-8000-000000000001', '2020-01-01')", instruction, person);
        update("insert into location_mode (id, supervisee_id, device_kind, mode, basis, reason, interval_s,"
                + " instruction_id, basis_until, valid, known_from, set_by) values (?, ?, 'PHONE', 'CONTINUOUS', 'T 1',"
                + " 'Tests', 60, ?, '2090-01-01', tstzrange('2020-01-01', '2090-01-01'), '2020-01-01',"
                + " '00000000-0000-7000-8000-000000000001')", UUID.randomUUID(), person, instruction);
    }

    /** A bracelet of that person with that serial number, which nothing lets report yet. */
    public UUID bracelet(UUID person, String serialNumber) {
        var device = UUID.randomUUID();
        update("insert into device (id, supervisee_id, kind, dialect, secret_hash, serial_number, enrolled_at)"
                + " values (?, ?, 'BRACELET', 'TRACCAR', sha256(?::text::bytea), ?, now())", device, person,
                device.toString(), serialNumber);
        return device;
    }

    /** An order for that serial number, in force from a month ago for two. */
    public void ordered(UUID person, String serialNumber) {
        var order = UUID.randomUUID();
        update("insert into positioning_order (id, supervisee_id, serial_number, ground, evidence, document_number,"
                + " approver_name, approver_role, first_day, last_day, valid, recorded_by, recorded_at) values (?, ?, ?,"
                + " 'POLICE_PENALTY', 'Tests', 'T 2', 'Somebody', 'COUNTY_BUREAU_HEAD', current_date - 30,"
                + " current_date + 30, tstzrange(date_trunc('day', now()) - interval '30 days',"
                + " date_trunc('day', now()) + interval '31 days'), '00000000-0000-7000-8000-000000000001', now())",
                order, person, serialNumber);
        update("insert into location_mode (id, supervisee_id, device_kind, mode, basis, reason, interval_s, order_id,"
                + " basis_until, valid, known_from, set_by) select gen_random_uuid(), supervisee_id, 'BRACELET',"
                + " 'CONTINUOUS', 'T 2', 'Tests', 300, id, valid_until, valid, now(), recorded_by from positioning_order"
                + " where id = ?", order);
    }

    /** A new supervisee of that unit, taken in since 2020, of whom only check-ins are asked for. */
    public UUID takenInForCheckpoints(UUID unit) {
        var id = supervisee(unit);
        update("insert into collection_period (id, supervisee_id, valid, known_from)"
                + " values (?, ?, tstzrange('2020-01-01', null), '2020-01-01')", UUID.randomUUID(), id);
        return id;
    }

    /** The access token of a new member of staff with that post. */
    public String token(String role, UUID unit) {
        return signIn(staff(role, unit));
    }

    /** A new supervisee of that unit, on the register and nothing more. */
    public UUID supervisee(UUID unit) {
        var id = UUID.randomUUID();
        update("insert into account (id, kind, display_name, created_at) values (?, 'SUPERVISEE', 'Somebody', now())",
                id);
        update("insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from, term_until,"
                + " created_at) values (?, ?, ?, 'Somebody', 'PROBATION', '2020-01-01', '2099-12-31', now())", id, unit,
                id.toString());
        return id;
    }

    /** Signs in by the API. */
    public static String signIn(String login) {
        return given().contentType("application/json").body(Map.of("login", login, "password", PASSWORD))
                .post("/api/v1/sessions").then().statusCode(201).extract().path("accessToken");
    }

    /** One statement as the owner of the database. */
    public int update(String sql, Object... values) {
        try (var connection = owner.getConnection(); var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the only row, as the owner of the database. */
    public Object queryOne(String sql, Object... values) {
        try (var connection = owner.getConnection(); var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getObject(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
