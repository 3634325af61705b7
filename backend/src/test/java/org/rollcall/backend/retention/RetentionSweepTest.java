package org.rollcall.backend.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Of each class of data: what is past its period goes, what is held or linked to something open stays. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RetentionSweepTest {

    /** What of each class a person has one of. */
    private static final Map<String, String> ROWS = Map.of(
            "KEPT_FIXES", "select (select count(*) from kept_fix where supervisee_id = $1) + (select count(*) from"
                    + " thinned_fix where supervisee_id = $1) + (select count(*) from fix_link where supervisee_id = $1)",
            "CHECK_INS", "select (select count(*) from slot where supervisee_id = $1 and kind = 'CHECK_IN') + (select"
                    + " count(*) from check_in where supervisee_id = $1) + (select count(*) from provisional_check_in where"
                    + " supervisee_id = $1)",
            "REPORTS",
            "select (select count(*) from slot where supervisee_id = $1 and kind = 'REPORT') + (select count(*)"
                    + " from report where supervisee_id = $1)",
            "ALERTS",
            "select (select count(*) from alert where supervisee_id = $1) + (select count(*) from outbox where"
                    + " account_id = $1) + (select count(*) from staff_task where supervisee_id = $1)",
            "PERSONAL_DATA",
            "select (select count(*) from personal_data where supervisee_id = $1) + (select count(*) from"
                    + " guardian_contact where supervisee_id = $1) + (select count(*) from guardianship where"
                    + " supervisee_id = $1) + (select count(*) from guardian_notice where supervisee_id = $1)");

    @Inject
    RetentionSweep retention;
    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID county;
    private UUID office;
    private UUID officer;

    @BeforeEach
    void anOffice() {
        asItCame();
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        officer = UUID.fromString(accounts.staff("COUNTY_OFFICER", office));
    }

    @AfterEach
    void asItCame() {
        accounts.update("delete from retention_rule where version > 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEPT_FIXES", "CHECK_INS", "REPORTS", "ALERTS", "PERSONAL_DATA"})
    void afterAReleaseAClassGoesWithItsTimeButForWhoeverIsHeldOrHasSomethingOpen(String dataClass) {
        var over = releasedBefore(1_101);
        var held = releasedBefore(1_101);
        hold(held);
        var disputed = releasedBefore(1_101);
        notice(disputed);
        var young = releasedBefore(1_099);
        var here = somebody();
        run();
        assertThat(rows(dataClass, over)).as("as long as the case file, as it came").isPositive();

        changed(dataClass, 1_100, "DELETE");
        run();

        assertThat(rows(dataClass, over)).isZero();
        ROWS.keySet().stream().filter(other -> !other.equals(dataClass))
                .forEach(other -> assertThat(rows(other, over)).as(other).isPositive());
        assertThat(rows(dataClass, held)).as("held").isPositive();
        assertThat(rows(dataClass, disputed)).as("a notice of the procuratorate is not answered").isPositive();
        assertThat(rows(dataClass, young)).as("a day to go").isPositive();
        assertThat(rows(dataClass, here)).as("not released").isPositive();
        lift(held);
        answer(disputed);

        run();

        assertThat(rows(dataClass, held) + rows(dataClass, disputed)).isZero();
        assertThat(accounts.queryOne("select count(*) from supervisee where id in (?, ?, ?)", over, held, disputed))
                .isEqualTo(3L);
    }

    @Test
    void fileIsLockedThirtyDaysAfterTheReleaseAndSeenByThoseWhoAnswerForIt() {
        var over = releasedBefore(31);
        var held = releasedBefore(31);
        hold(held);
        var young = releasedBefore(29);
        var local = accounts.token("OFFICER", office);
        var above = accounts.token("COUNTY_OFFICER", county);
        var inspector = accounts.token("PROSECUTOR", county);
        look(local, over, 200);

        run();

        look(local, over, 404);
        look(above, over, 200);
        look(inspector, over, 200);
        look(local, held, 200);
        look(local, young, 200);
        assertThat(accounts.queryOne("select rows_gone from retention_done where class = 'CASE_FILE'"
                + " and supervisee_id = ?", over)).isEqualTo(1);
    }

    @Test
    void howeverManyTheyAreAllGoInOneRoundAndNobodyTwice() {
        var all = java.util.stream.Stream.generate(() -> releasedBefore(40)).limit(2L * RetentionSweep.PEOPLE + 3)
                .toList();

        run();
        run();

        assertThat(all).allSatisfy(person -> assertThat(accounts.queryOne(
                "select locked from supervisee where id = ?", person)).isEqualTo(true));
    }

    @Test
    void unreadableBodiesOfWhoeverIsHeldStay() {
        var gone = people.ownTracks(people.takenIn(office));
        var kept = people.ownTracks(people.takenIn(office));
        hold(kept.person());
        body(gone.device());
        body(kept.device());

        run();

        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", gone.device()))
                .isEqualTo(0L);
        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", kept.device()))
                .isEqualTo(1L);
    }

    @Test
    void noticesGoAfterThreeYearsButThoseOfOpenAlertsOfWhoeverIsHeldAndThoseNotSentYet() {
        var person = somebody();
        var held = somebody();
        hold(held);
        var old = said(person, "CLOSED", 1_097);
        var young = said(person, "CLOSED", 1_095);
        var open = said(person, "OPEN", 1_097);
        var ofHeld = said(held, "CLOSED", 1_097);
        var waiting = said(person, "CLOSED", 1_097);
        accounts.update("update outbox set state = 'PENDING', finished_at = null, next_at = '2099-01-01' where id = ?",
                waiting);
        var ofNone = said(person, "CLOSED", 1_097);
        accounts.update("update outbox set alert_id = null where id = ?", ofNone);

        run();

        assertThat(there("outbox", old)).isZero();
        assertThat(accounts.queryOne("select count(*) from delivery where outbox_id = ?", old)).isEqualTo(0L);
        assertThat(there("outbox", ofNone)).isZero();
        assertThat(there("outbox", young)).isOne();
        assertThat(there("outbox", open)).isOne();
        assertThat(there("outbox", ofHeld)).isOne();
        assertThat(there("outbox", waiting)).isOne();
        accounts.update("delete from delivery where outbox_id = ?", waiting);
        accounts.update("delete from outbox where id = ?", waiting);
    }

    @Test
    void devicesGoAYearAfterTheirEndButTheLastOneAndThoseOfWhoeverIsHeldOrHasSomethingOpen() {
        var person = people.takenIn(office);
        var former = people.phone(person).device();
        var last = people.phone(person).device();
        revoked(former, 366);
        revoked(last, 366);
        accounts.update("insert into device_status (device_id, received_at, changed_at) values (?, now(), now())",
                former);
        var held = people.takenIn(office);
        hold(held);
        var ofHeld = people.phone(held).device();
        revoked(ofHeld, 366);
        people.phone(held);
        var busy = people.takenIn(office);
        var ofBusy = people.phone(busy).device();
        revoked(ofBusy, 366);
        people.phone(busy);
        alert(busy, "OPEN");
        var recent = people.phone(people.takenIn(office)).device();
        revoked(recent, 364);
        var released = releasedBefore(1);
        var ofReleased = people.phone(released).device();
        revoked(ofReleased, 366);

        run();

        assertThat(there("device", former)).as("there is a later one").isZero();
        assertThat(there("device", last)).as("the last tells why nothing comes").isOne();
        assertThat(there("device", ofReleased)).as("released").isZero();
        assertThat(there("device", ofHeld)).isOne();
        assertThat(there("device", ofBusy)).isOne();
        assertThat(there("device", recent)).isOne();
    }

    @Test
    void answersThatMayBeRepeatedAndTheRecordAreNoBusinessOfTheJob() {
        var before = accounts.queryOne("select count(*) from audit_entry");

        run();

        assertThat(accounts.queryOne("select count(*) from audit_entry")).isEqualTo(before);
    }

    private void run() {
        retention.run().await().atMost(Duration.ofSeconds(60));
    }

    private void look(String token, UUID person, int status) {
        given().auth().oauth2(token).get("/api/v1/supervisees/" + person).then().statusCode(status);
    }

    private long rows(String dataClass, UUID person) {
        return (long) accounts.queryOne(ROWS.get(dataClass).replace("$1", "'" + person + "'"));
    }

    private long there(String table, UUID id) {
        return (long) accounts.queryOne("select count(*) from " + table + " where id = ?", id);
    }

    private void changed(String dataClass, Integer days, String atEnd) {
        accounts.update("insert into retention_rule (id, class, version, days, at_end, purpose, legal_basis, reason,"
                + " changed_by, changed_at) values (gen_random_uuid(), ?, 2, ?, ?, 'Tests', 'Tests', 'Tests', ?, now())",
                dataClass, days, atEnd, officer);
    }

    private UUID releasedBefore(int days) {
        var person = somebody();
        accounts.update("insert into release (id, supervisee_id, kind, reason, released_at, recorded_by, recorded_at)"
                + " values (gen_random_uuid(), ?, 'TERM_OVER', 'Tests', now() - make_interval(days => ?), ?, now())",
                person, days, officer);
        return person;
    }

    /** Somebody who has one of each. */
    private UUID somebody() {
        var person = accounts.supervisee(office);
        duty(person, "CHECK_IN");
        duty(person, "REPORT");
        said(person, "CLOSED", 1);
        accounts.update("insert into field_key (id, suite, seal_key, index_key, created_at, retired_at) values"
                + " (?, 'tests', '', '', now(), now())", person);
        accounts.update("insert into personal_data (supervisee_id, key_id, health_notes_sealed, changed_at, changed_by)"
                + " values (?, ?, 'x', now(), ?)", person, person, officer);
        accounts.update("insert into guardian_contact (id, supervisee_id, relation, contact_sealed, recorded_by,"
                + " recorded_at) values (gen_random_uuid(), ?, 'PARENT', 'x', ?, now())", person, officer);
        guardian(person);
        accounts.update("insert into staff_task (id, supervisee_id, kind, told_at) values (gen_random_uuid(), ?,"
                + " 'ORDER_ENDS', now())", person);
        accounts.update(
                "insert into kept_fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq,"
                        + " lon, lat, raw_x, raw_y, raw_crs, verdict, late, rules_version) values (?, '2001-01-01',"
                        + " decode(md5('1'), 'hex'), now(), gen_random_uuid(), 1, 116, 39, 116, 39, 'WGS84', 'INSIDE', false, 1)",
                person);
        accounts.update("insert into thinned_fix (supervisee_id, fixed_at, source_hash, received_at, judged_seq, lon,"
                + " lat, verdict, late, rules_version) values (?, '2001-01-01', decode(md5('1'), 'hex'), now(), 1, 116, 39,"
                + " 'INSIDE', false, 1)", person);
        accounts.update("insert into fix_link (supervisee_id, fixed_at, source_hash, kind, object_id) values (?,"
                + " '2001-01-01', decode(md5('1'), 'hex'), 'DISPUTE', gen_random_uuid())", person);
        return person;
    }

    private void guardian(UUID person) {
        var guardian = UUID.randomUUID();
        var notice = UUID.randomUUID();
        accounts.update("insert into account (id, kind, display_name, created_at) values (?, 'GUARDIAN', 'Somebody',"
                + " now())", guardian);
        accounts.update("insert into guardianship (id, supervisee_id, valid, opened_by, code_hash, code_expires_at)"
                + " values (?, ?, tstzrange('2020-01-01', null), ?, sha256(?::text::bytea), now())", guardian, person,
                officer, guardian.toString());
        accounts.update("insert into guardian_notice (id, supervisee_id, kind, told_at) values (?, ?, 'INTAKE', now())",
                notice, person);
        accounts.update("insert into guardian_acknowledgement (notice_id, guardian_id, at) values (?, ?, now())",
                notice, guardian);
    }

    private void duty(UUID person, String kind) {
        var schedule = UUID.randomUUID();
        var slot = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " day_of_month, grace_seconds, valid) values (?, ?, ?, 1, 0, 1440, ?, 900,"
                + " tstzrange('2020-01-01', null))", schedule, person, kind, kind.equals("REPORT") ? 1 : null);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state, done_at) values (?, ?, ?, ?, 1, '2020-02-01', '2020-02-02', '2020-02-02', 'DONE',"
                + " '2020-02-01')", slot, schedule, person, kind);
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'DONE', now())", slot);
        if (kind.equals("REPORT")) {
            accounts.update("insert into report (id, slot_id, supervisee_id, submitted_at, law_abidance, supervision,"
                    + " education, community_service, social_activities) values (gen_random_uuid(), ?, ?, now(), 'a', 'b',"
                    + " 'c', 'd', 'e')", slot, person);
        } else {
            accounts.update(
                    "insert into check_in (supervisee_id, fixed_at, source_hash, slot_id, received_at) values (?,"
                            + " '2020-02-01', decode(md5('1'), 'hex'), ?, now())",
                    person, slot);
            accounts.update("insert into provisional_check_in (id, slot_id, supervisee_id, made_at, sender_strength,"
                    + " state, decided_by, decided_at, reason) values (gen_random_uuid(), ?, ?, now(), 0, 'CONFIRMED', ?,"
                    + " now(), 'Tests')", slot, person, officer);
        }
    }

    private UUID alert(UUID person, String handling) {
        var alert = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:' || gen_random_uuid(), 'WARNING',"
                + " 'CLEARED', ?, now(), now())", alert, person, office, handling);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", alert);
        return alert;
    }

    /** Something of an alert that somebody was told that long ago. */
    private UUID said(UUID person, String handling, int days) {
        var message = UUID.randomUUID();
        var registration = UUID.randomUUID();
        accounts.update(
                "insert into outbox (id, account_id, alert_id, message, state, next_at, created_at, finished_at)"
                        + " select ?, ?, ?, '{}', 'SENT', at, at, at from (select now() - make_interval(days => ?) as at) as past",
                message, person, alert(person, handling), days);
        accounts.update(
                "insert into registration (id, account_id, kind, value, registered_at) values (?, ?, 'FCM_TOKEN',"
                        + " ?, now())",
                registration, person, registration.toString());
        accounts.update("insert into delivery (outbox_id, registration_id, state, attempt, channel, at) values (?, ?,"
                + " 'DELIVERED', 1, 'FCM', now())", message, registration);
        return message;
    }

    private void body(UUID device) {
        accounts.update(
                "insert into quarantine (id, device_id, dialect, reason, received_at, body_bytes, sealed) values"
                        + " (gen_random_uuid(), ?, 'OWNTRACKS', 'UNREADABLE', now() - interval '31 days', 1,"
                        + " decode(repeat('00', 29), 'hex'))",
                device);
    }

    private void revoked(UUID device, int days) {
        accounts.update("update device set enrolled_at = now() - make_interval(days => ?), revoked_at = now()"
                + " - make_interval(days => ?) where id = ?", days + 1, days, device);
    }

    private void hold(UUID person) {
        accounts.update("insert into legal_hold (id, supervisee_id, reason, placed_by, placed_at) values"
                + " (gen_random_uuid(), ?, 'Tests', ?, now())", person, officer);
    }

    private void lift(UUID person) {
        accounts.update("update legal_hold set lifted_by = placed_by, lifted_at = now(), lift_reason = 'Over'"
                + " where supervisee_id = ?", person);
    }

    private void notice(UUID person) {
        accounts.update("insert into remark (id, supervisee_id, kind, document_number, content, issued_by, issued_at)"
                + " values (gen_random_uuid(), ?, 'CORRECTION_NOTICE', 'T 3', 'Tests', ?, now())", person, officer);
    }

    private void answer(UUID person) {
        accounts.update("insert into remark_answer (remark_id, content, answered_by, answered_at) select id, 'Tests',"
                + " issued_by, now() from remark where supervisee_id = ?", person);
    }
}
