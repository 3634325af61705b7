package org.rollcall.backend.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.location.DeviceStatus;
import org.rollcall.backend.location.DeviceStatus.Permission;
import org.rollcall.backend.location.DeviceStatuses;
import org.rollcall.backend.location.Intake;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;
import org.rollcall.geofence.Crs;

/** Silences, clocks that are off, and what ends by itself: on the real database, by sweeps alone. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class WatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Intake intake;
    @Inject
    WatchSweep sweep;
    @Inject
    WatchMeters meters;
    @Inject
    DeviceStatuses statuses;
    @Inject
    Silences silences;
    @Inject
    org.rollcall.backend.alert.Alerts alerts;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    TestClock clock;

    private Instant noon;
    private UUID office;
    private UUID officer;
    private UUID person;
    private EnrolledDevice phone;

    @BeforeEach
    void somebodyWhoReportsByTheMinute() {
        noon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(4));
        clock.set(noon);
        accounts.update("delete from watch_due");
        accounts.update("delete from silence");
        office = people.office();
        officer = UUID.fromString(accounts.staff("OFFICER", office));
        person = people.takenIn(office);
        phone = new EnrolledDevice(people.phone(person).device(), person, DeviceKind.PHONE, Dialect.NATIVE);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void whoIsNotHeardOfIsSilentOnceAndAnyContactClosesItAndSaysSo() {
        take(noon);
        sweepAt(noon);
        sweepAt(noon.plus(Duration.ofMinutes(119)));
        assertThat(history("SILENT")).isNull();

        sweepAt(noon.plus(Duration.ofMinutes(121)));
        sweepAt(noon.plus(Duration.ofMinutes(300)));
        assertThat(history("SILENT")).isEqualTo("OPENED");
        assertThat(alert("severity || ' ' || cause_key", "SILENT")).isEqualTo("INFORMATION SILENT");

        clock.set(noon.plus(Duration.ofMinutes(310)));
        take(noon.plus(Duration.ofMinutes(310)));
        sweepAt(noon.plus(Duration.ofMinutes(310)));

        assertThat(alert("condition || ' ' || handling", "SILENT")).isEqualTo("CLEARED CLOSED");
        assertThat(reason("SILENT")).startsWith("heard of again").doesNotContain("recorded later");
        sweepAt(noon.plus(Duration.ofMinutes(440)));
        assertThat(history("SILENT")).isEqualTo("OPENED CLEARED HANDLED OPENED");
    }

    @Test
    void lateFixesOfTheSilentTimeAreSaidToExplainIt() {
        take(noon);
        sweepAt(noon);
        sweepAt(noon.plus(Duration.ofMinutes(130)));

        clock.set(noon.plus(Duration.ofMinutes(140)));
        take(noon.plus(Duration.ofMinutes(30)), noon.plus(Duration.ofMinutes(60)));
        sweepAt(noon.plus(Duration.ofMinutes(140)));

        assertThat(reason("SILENT")).contains("2 fixes of the silent time were recorded later");
    }

    @Test
    void aFixThatIsForgottenIsAContactAllTheSame() {
        take(noon);
        sweepAt(noon);
        clock.set(noon.plus(Duration.ofMinutes(100)));
        accounts.update("update location_mode set mode = 'SPARSE', interval_s = 3600, hours_from_minute = 0,"
                + " hours_until_minute = 1440, notified_at = now(), instruction_id = null, basis_until = null"
                + " where supervisee_id = ?", person);
        accounts.update("update standing set rules_version = rules_version + 1 where supervisee_id = ?", person);

        take(noon.plus(Duration.ofMinutes(20)));

        assertThat(accounts.queryOne("select surplus_count from standing where supervisee_id = ?", person))
                .isEqualTo(1L);
        assertThat(accounts.queryOne("select last_contact_at > ? from standing where supervisee_id = ?",
                utc(noon.plus(Duration.ofMinutes(99))), person)).isEqualTo(true);
    }

    @Test
    void anOutageOfOursIsNobodysSilence() {
        take(noon);
        sweepAt(noon);
        var back = noon.plus(Duration.ofMinutes(130));
        // No node has left a sign for ten minutes: then one records the gap.
        clock.set(back);
        beat(back.minus(Duration.ofMinutes(10)));
        await(sweep.sweep());
        assertThat(history("SILENT")).isNull();
        accounts.update("insert into outage (id, during, recorded_at) values (gen_random_uuid(), tstzrange(?, ?), ?)",
                utc(noon.plus(Duration.ofMinutes(10))), utc(back), utc(back));
        try {
            sweepAt(back.plus(Duration.ofMinutes(119)));
            assertThat(history("SILENT")).isNull();

            sweepAt(back.plus(Duration.ofMinutes(121)));
            assertThat(history("SILENT")).isEqualTo("OPENED");
        } finally {
            accounts.update("delete from outage");
        }
    }

    @Test
    void whoOnlyChecksInIsSilentWhenAWindowPassesWithoutAWordAndMoreSoAfterTwo() {
        var checker = people.takenInForCheckpoints();
        sweepAt(noon);
        sweepAt(noon.plus(Duration.ofDays(2)));
        assertThat(history(checker, "SILENT")).isNull();

        missed(checker, noon);
        assertThat(accounts.queryOne("select severity from alert where supervisee_id = ? and code = 'SILENT'", checker))
                .isEqualTo("INFORMATION");
        missed(checker, noon.plus(Duration.ofHours(8)));

        assertThat(history(checker, "SILENT")).isEqualTo("OPENED EVIDENCE");
        assertThat(accounts.queryOne("select severity from alert where supervisee_id = ? and code = 'SILENT'", checker))
                .isEqualTo("WARNING");
    }

    @Test
    void whoWasHeardOfSinceAWindowOpenedIsNotSilent() {
        take(noon);

        missed(person, noon.minus(Duration.ofMinutes(30)));

        assertThat(history("SILENT")).isNull();
        assertThat(accounts.queryOne("select count(*) from silence where supervisee_id = ?", person)).isEqualTo(0L);
    }

    /** Case 17: release at midnight while an alert is open and a leave is running. */
    @Test
    void atTheEndOfTheTermWhatIsOpenClosesAndNothingOpensAnyMore() {
        var end = noon.plus(Duration.ofHours(12));
        accounts.update("update collection_period set valid = tstzrange('2020-01-01', ?) where supervisee_id = ?",
                utc(end),
                person);
        accounts.update("update standing set rules_version = rules_version + 1 where supervisee_id = ?", person);
        take(noon);
        sweepAt(noon);
        open("AREA_EXIT");

        sweepAt(end.minusSeconds(1));
        assertThat(alert("handling", "AREA_EXIT")).isEqualTo("OPEN");
        sweepAt(end);
        sweepAt(end.plus(Duration.ofDays(3)));

        assertThat(alert("condition || ' ' || handling", "AREA_EXIT")).isEqualTo("CLEARED CLOSED");
        assertThat(reason("AREA_EXIT")).contains("nothing is collected since");
        // A silence that was found before the end is closed with it, and none opens after.
        assertThat(accounts.queryOne("select count(*) from alert where supervisee_id = ? and handling <> 'CLOSED'",
                person))
                .isEqualTo(0L);
    }

    /** Case 16, the telling. */
    @Test
    void officersAreToldOfAnOrderThatEnds() {
        accounts.ordered(person, "W " + person);
        accounts.update("update standing set rules_version = rules_version + 1 where supervisee_id = ?", person);
        var order = (UUID) accounts.queryOne("select id from positioning_order where supervisee_id = ?", person);
        var end = ((java.sql.Timestamp) accounts.queryOne("select valid_until from positioning_order where id = ?",
                order))
                .toInstant();
        sweepAt(noon);
        assertThat(tasks(order)).isZero();

        sweepAt(end.minus(Duration.ofDays(14)));
        assertThat(tasks(order)).isOne();
        sweepAt(end.minus(Duration.ofDays(3)));
        sweepAt(end.minusSeconds(1));
        assertThat(tasks(order)).isEqualTo(2);
        sweepAt(end);
        sweepAt(end.plusSeconds(60));

        assertThat(tasks(order)).isEqualTo(3);
        assertThat(accounts.queryOne("select count(*) from outbox where account_id = ? and message ->> 'severity'"
                + " = 'WARNING' and message ->> 'code' = 'TASK_WAITING'", officer)).isEqualTo(1L);
    }

    @Test
    void aClockThatIsOffIsToldToItsOwnerFirstAndToTheOfficerWhenItLasts() {
        sweepAt(noon);
        for (int i = 0; i < 3; i++) {
            sent(noon.plusSeconds(30L * i), 480);
        }
        assertThat(accounts.queryOne("select count(*) from outbox where account_id = ? and message ->> 'code'"
                + " = 'CLOCK_OFF'", person)).isEqualTo(1L);
        sweepAt(noon.plus(Duration.ofMinutes(29)));
        assertThat(history("DEVICE_HEALTH")).isNull();

        sweepAt(noon.plus(Duration.ofMinutes(32)));
        sweepAt(noon.plus(Duration.ofMinutes(62)));
        assertThat(history("DEVICE_HEALTH")).isEqualTo("OPENED");
        assertThat(alert("severity || ' ' || cause_key", "DEVICE_HEALTH"))
                .isEqualTo("INFORMATION DEVICE_HEALTH:PHONE:clock");

        for (int i = 0; i < 3; i++) {
            sent(noon.plus(Duration.ofMinutes(64)).plusSeconds(30L * i), 0);
        }
        sweepAt(noon.plus(Duration.ofMinutes(70)));

        assertThat(alert("condition || ' ' || handling", "DEVICE_HEALTH")).isEqualTo("CLEARED OPEN");
    }

    @Test
    void whatHindersAPhoneIsToldToItsOwnerFirstAndToTheOfficerWhenItLasts() {
        sweepAt(noon);
        says(phone, Permission.WHILE_IN_USE, noon.plusSeconds(60));
        sweepAt(noon.plusSeconds(70));
        says(phone, Permission.WHILE_IN_USE, noon.plusSeconds(600));
        sweepAt(noon.plus(Duration.ofMinutes(30)));
        assertThat(unfit(person)).isEqualTo(1L);
        assertThat(history("DEVICE_HEALTH")).isNull();

        sweepAt(noon.plus(Duration.ofMinutes(32)));
        sweepAt(noon.plus(Duration.ofMinutes(62)));
        assertThat(history("DEVICE_HEALTH")).isEqualTo("OPENED");
        assertThat(alert("severity || ' ' || cause_key", "DEVICE_HEALTH"))
                .isEqualTo("INFORMATION DEVICE_HEALTH:PHONE:PERMISSION");

        says(phone, Permission.ALWAYS, noon.plus(Duration.ofMinutes(64)));
        sweepAt(noon.plus(Duration.ofMinutes(65)));

        assertThat(alert("condition || ' ' || handling", "DEVICE_HEALTH")).isEqualTo("CLEARED OPEN");
        assertThat(unfit(person)).isEqualTo(1L);
    }

    @Test
    void aLowBatteryIsToldToItsOwnerFirstAndClearsWhenItIsCharged() {
        sweepAt(noon);
        says(phone, new DeviceStatus(null, true, null, null, null, true, null), noon.plusSeconds(60));
        sweepAt(noon.plusSeconds(70));
        assertThat(unfit(person)).isEqualTo(1L);

        sweepAt(noon.plus(Duration.ofMinutes(32)));
        assertThat(alert("condition || ' ' || cause_key", "DEVICE_HEALTH"))
                .isEqualTo("ACTIVE DEVICE_HEALTH:PHONE:BATTERY_LOW");
        says(phone, new DeviceStatus(null, true, null, null, null, false, null), noon.plus(Duration.ofMinutes(64)));
        sweepAt(noon.plus(Duration.ofMinutes(65)));

        assertThat(alert("condition || ' ' || handling", "DEVICE_HEALTH")).isEqualTo("CLEARED OPEN");
    }

    @Test
    void aRoundLooksAtSomeOfTheOpenSilencesAndTheNextGoesOn() {
        for (int i = 0; i < 4; i++) {
            accounts.update("insert into silence (supervisee_id, since) values (?, ?)", people.takenIn(office),
                    utc(noon));
        }
        take(noon);
        accounts.update("insert into silence (supervisee_id, since) values (?, ?)", person,
                utc(noon.minusSeconds(60)));

        var heard = new ArrayList<UUID>();
        var after = Silences.BEFORE_ALL;
        int rounds = 0;
        do {
            var from = after;
            var page = await(worker.withTransaction(tx -> silences.listHeard(tx, from, 2)));
            heard.addAll(page.heard());
            after = page.next();
            rounds++;
        } while (!after.equals(Silences.BEFORE_ALL));

        assertThat(heard).containsExactly(person);
        assertThat(rounds).isEqualTo(3);
    }

    @Test
    void howLongAgoASweepCameToItsEndIsAMetric() {
        accounts.update("delete from sweep_beat where name = 'watch'");
        sweepAt(noon);
        clock.set(noon.plusSeconds(90));

        await(meters.read());

        assertThat(meters.age()).isBetween(89.0, 95.0);
    }

    /** By mode: who only checks in opens the app for it. */
    @Test
    void whoOnlyChecksInNeedsThePermissionWhileTheAppIsOpenAndNoMore() {
        var checker = people.takenInForCheckpoints();
        var own = new EnrolledDevice(people.phone(checker).device(), checker, DeviceKind.PHONE, Dialect.NATIVE);
        sweepAt(noon);

        says(own, Permission.WHILE_IN_USE, noon.plusSeconds(60));
        sweepAt(noon.plus(Duration.ofMinutes(40)));
        assertThat(unfit(checker)).isZero();
        says(own, Permission.DENIED, noon.plus(Duration.ofMinutes(41)));
        sweepAt(noon.plus(Duration.ofMinutes(42)));

        assertThat(unfit(checker)).isEqualTo(1L);
        assertThat(history(checker, "DEVICE_HEALTH")).isNull();
    }

    @Test
    void noFixWritesWhatSaysWhenToLook() {
        take(noon);
        sweepAt(noon);
        var row = accounts.queryOne("select xmin::text || ctid::text from watch_due where supervisee_id = ?", person);

        for (int i = 1; i < 20; i++) {
            clock.set(noon.plus(Duration.ofMinutes(i)));
            take(noon.plus(Duration.ofMinutes(i)));
        }
        sweepAt(noon.plus(Duration.ofMinutes(30)));

        assertThat(accounts.queryOne("select xmin::text || ctid::text from watch_due where supervisee_id = ?", person))
                .isEqualTo(row);
    }

    @Test
    void aSweepReadsWhatIsDueByItsIndexAndLooksAtNobodyElse() {
        for (int i = 0; i < 30; i++) {
            people.takenIn(office);
        }
        sweepAt(noon);
        take(noon);

        var looked = await(worker.withTransaction(tx -> WatchRows.listDue(tx, noon.plus(Duration.ofMinutes(1)), 100)));
        var plan = await(worker.withTransaction(tx -> tx.query("set local enable_seqscan = off").execute()
                .chain(() -> tx.query("explain " + WatchRows.DUE.replace("$1", "now()").replace("$2", "100"))
                        .execute())));

        assertThat(looked).isEmpty();
        var lines = new StringBuilder();
        plan.forEach(row -> lines.append(row.getString(0)).append('\n'));
        assertThat(lines.toString()).contains("watch_due_at").doesNotContain("Seq Scan");
    }

    @Test
    void severalNodesLookOnce() {
        take(noon);
        sweepAt(noon);
        var later = noon.plus(Duration.ofMinutes(200));
        clock.set(later);
        beat(later);

        await(Uni.join().all(sweep.sweep(later), sweep.sweep(later), sweep.sweep(later)).andFailFast());

        assertThat(history("SILENT")).isEqualTo("OPENED");
    }

    @Test
    void officersSeeWhenSomebodyWasLastHeardOf() {
        clock.reset();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        take(now);
        var path = "/api/v1/supervisees/" + person + "/contact";

        given().auth().oauth2(accounts.token("OFFICER", office)).get(path).then().statusCode(200)
                .body("lastContactAt", notNullValue()).body("silentSince", nullValue())
                .body("devices[0].deviceKind", equalTo("PHONE")).body("devices[0].surplus", equalTo(0))
                .body("devices[0].clockAheadSeconds", nullValue());
        given().auth().oauth2(accounts.token("OFFICER", people.office())).get(path).then().statusCode(404);
        given().auth().oauth2(accounts.token("ADMIN", office)).get(path).then().statusCode(403);
        given().get(path).then().statusCode(401);
        given().auth().oauth2(accounts.token("OFFICER", office)).get("/api/v1/supervisees/" + UUID.randomUUID()
                + "/contact").then().statusCode(404);
    }

    private void take(Instant... at) {
        await(intake.take(phone, List.of(at).stream().map(time -> fix(time).build()).toList()));
    }

    private void sent(Instant at, int aheadSeconds) {
        clock.set(at);
        await(intake.take(phone, List.of(fix(at.plusSeconds(aheadSeconds)).sentAt(at.plusSeconds(aheadSeconds))
                .build())));
    }

    private static org.rollcall.backend.location.ReportedFixBuilder fix(Instant at) {
        return ReportedFix.at(at, 116.3, 39.9, Crs.WGS84).accuracyMetres(10.0);
    }

    private void says(EnrolledDevice device, Permission permission, Instant at) {
        says(device, new DeviceStatus(permission, true, null, null, null), at);
    }

    private void says(EnrolledDevice device, DeviceStatus status, Instant at) {
        clock.set(at);
        await(statuses.keep(device, status, at));
    }

    private long unfit(UUID whom) {
        return (long) accounts.queryOne("select count(*) from outbox where account_id = ? and message ->> 'code'"
                + " = 'DEVICE_UNFIT'", whom);
    }

    private void missed(UUID whom, Instant opensAt) {
        await(worker.withTransaction(tx -> silences
                .missed(tx, List.of(new Silences.Missed(whom, opensAt)), opensAt.plus(Duration.ofHours(1)))
                .chain(causes -> alerts.raise(tx, causes))));
    }

    private void open(String code) {
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (gen_random_uuid(), ?, ?, ?, ?, 'WARNING', 'ACTIVE', 'OPEN', ?, ?)",
                person,
                office, code, code, utc(noon), utc(noon));
    }

    private void sweepAt(Instant time) {
        clock.set(time);
        beat(time);
        await(sweep.sweep());
    }

    private void beat(Instant at) {
        accounts.update("insert into sweep_beat (name, at) values ('duty', ?) on conflict (name) do update"
                + " set at = excluded.at", utc(at));
    }

    private long tasks(UUID order) {
        return (long) accounts.queryOne("select count(*) from outbox where account_id = ? and message ->> 'code'"
                + " = 'TASK_WAITING' and message ->> 'objectId' = ?", officer, order.toString());
    }

    private String history(String code) {
        return history(person, code);
    }

    private String history(UUID whom, String code) {
        return (String) accounts.queryOne(
                "select string_agg(e.kind, ' ' order by a.opened_at, a.id, e.seq) from alert a"
                        + " join alert_entry e on e.alert_id = a.id where a.supervisee_id = ? and a.code = ?",
                whom, code);
    }

    private Object alert(String columns, String code) {
        return accounts.queryOne("select " + columns + " from alert where supervisee_id = ? and code = ?", person,
                code);
    }

    private String reason(String code) {
        return (String) accounts.queryOne("select e.reason from alert a join alert_entry e on e.alert_id = a.id"
                + " where a.supervisee_id = ? and a.code = ? and e.kind = 'HANDLED' and e.actor is null", person, code);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
