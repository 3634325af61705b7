package org.rollcall.backend.alert;

import java.time.Instant;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/** Object mother: a county with one justice office and a supervisee there; officers as the test wants them. */
final class Office {

    static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    final Accounts accounts;
    final UUID county;
    final UUID office;
    final UUID person;

    Office(Accounts accounts) {
        this.accounts = accounts;
        var prefecture = accounts.unit(accounts.province(), "PREFECTURE", "Prefecture");
        county = accounts.unit(prefecture, "COUNTY", "County");
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        // What other tests do in the province that all share is nothing to this office.
        accounts.update("delete from agency_unit_ancestor where unit_id = ? and distance > 1", office);
        person = supervisee();
    }

    UUID supervisee() {
        var id = UUID.randomUUID();
        accounts.update("insert into account (id, kind, display_name, created_at) values (?, 'SUPERVISEE', 'S', now())",
                id);
        accounts.update("insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from,"
                + " term_until, created_at) values (?, ?, ?, 'S', 'PROBATION', '2026-01-01', '2026-12-31', now())", id,
                office, id.toString());
        return id;
    }

    UUID officer() {
        return UUID.fromString(accounts.staff("OFFICER", office));
    }

    UUID countyOfficer() {
        return UUID.fromString(accounts.staff("COUNTY_OFFICER", county));
    }

    Cause exit(Severity severity, Instant at) {
        return new Cause(person, AlertCode.AREA_EXIT, "PHONE", severity, at,
                new JsonObject().put("distanceMetres", 640.0));
    }

    Cause exit() {
        return exit(Severity.WARNING, NOON);
    }

    long alerts() {
        return count("select count(*) from alert where supervisee_id = ?", person);
    }

    UUID alert() {
        return (UUID) accounts.queryOne("select id from alert where supervisee_id = ? order by id desc limit 1",
                person);
    }

    /** The kinds of the entries of all the person's alerts, in order. */
    String history() {
        return (String) accounts.queryOne("select string_agg(e.kind, ' ' order by a.id, e.seq) from alert a"
                + " join alert_entry e on e.alert_id = a.id where a.supervisee_id = ?", person);
    }

    /** The codes of what was put into the outbox for an account, in order. */
    String said(UUID account) {
        return (String) accounts.queryOne(
                "select string_agg(message ->> 'code', ' ' order by id) from outbox where account_id = ?", account);
    }

    long count(String sql, Object... values) {
        return (long) accounts.queryOne(sql, values);
    }
}
