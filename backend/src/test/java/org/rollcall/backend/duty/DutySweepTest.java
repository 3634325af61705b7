package org.rollcall.backend.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.CapturedLog;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DutySweepTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Monday noon in Shanghai, in a year of this test's own. */
    private static final Instant MONDAY = Instant.parse("2031-03-03T04:00:00Z");

    @Inject
    DutySweep sweep;
    @Inject
    SlotMaker maker;
    @Inject
    Misses misses;
    @Inject
    DutyMeters meters;
    @Inject
    Accounts accounts;
    @Inject
    TestClock clock;

    @Inject
    MeterRegistry metrics;

    private UUID person;
    private UUID officer;

    @BeforeEach
    void aPersonAndNoOutage() {
        accounts.update("delete from outage");
        accounts.update("delete from sweep_beat");
        accounts.update("update schedule set next_opens_at = null");
        accounts.update("update slot set state = 'EXCUSED' where state in ('SCHEDULED', 'OPEN')");
        var unit = accounts.unit(accounts.province(), "PREFECTURE", "P");
        person = accounts.takenIn(unit);
        officer = UUID.fromString(accounts.staff("OFFICER", unit));
        clock.set(MONDAY);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aWindowThatClosesEmptyIsAMissWithItsAlertAndItIsStatedOnce() {
        checkIns(480, 540, MONDAY);
        sweepAt("2031-03-03T23:00:00Z");
        beatUntil("2031-03-04T01:14:00Z");
        sweepAt("2031-03-04T01:14:59Z");
        assertThat(count("slot", "state = 'MISSED'")).isZero();

        sweepAt("2031-03-04T01:15:00Z");
        sweepAt("2031-03-04T01:16:00Z");

        assertThat(count("slot", "state = 'MISSED'")).isOne();
        assertThat(count("alert", "code = 'CHECKIN_MISSED' and condition = 'ACTIVE'")).isOne();
        // Other tests' officers of the province above may hear of it, too.
        assertThat(accounts.queryOne("select count(distinct a.id) from outbox o join alert a on a.id = o.alert_id"
                + " where a.supervisee_id = ? and a.code = 'CHECKIN_MISSED'", person)).isEqualTo(1L);
    }

    @Test
    void theGuardiansOfAMinorAreToldOfAMissAndNobodyIsOfAnAdults() {
        for (var regime : List.of("ADULT", "JUVENILE")) {
            person = accounts.takenIn(accounts.unit(accounts.province(), "PREFECTURE", "P"));
            accounts.update("update supervisee set regime = ? where id = ?", regime, person);
            checkIns(480, 540, MONDAY);
        }
        sweepAt("2031-03-03T23:00:00Z");
        beatUntil("2031-03-04T01:14:00Z");

        sweepAt("2031-03-04T01:15:00Z");
        sweepAt("2031-03-04T01:16:00Z");

        assertThat(count("slot", "state = 'MISSED'")).isOne();
        assertThat(count("guardian_notice", "kind = 'DUTY_MISSED'")).isOne();
        assertThat(
                accounts.queryOne("select count(*) from guardian_notice n join supervisee s on s.id = n.supervisee_id"
                        + " where s.regime = 'ADULT'"))
                .isEqualTo(0L);
    }

    @Test
    void slotsAreMadeAheadSoThatPeopleSeeWhatComes() {
        checkIns(480, 540, MONDAY);

        sweepAt("2031-03-03T04:00:00Z");

        assertThat(count("slot", "state = 'SCHEDULED'")).isEqualTo(2L);
    }

    @Test
    void aWeekOfDowntimeSkipsNoSlotDoublesNoneAndExcusesWhatFellIntoIt() {
        checkIns(480, 540, MONDAY);
        sweepAt("2031-03-04T00:30:00Z");

        sweepAt("2031-03-11T00:30:00Z");
        sweepAt("2031-03-11T00:30:10Z");

        // The windows of the 4th to the 10th closed while nobody was up.
        assertThat(count("slot", "opens_at < '2031-03-11 00:00Z'")).isEqualTo(7L);
        assertThat(count("slot", "state = 'EXCUSED'")).isEqualTo(7L);
        assertThat(count("alert", "true")).isZero();
        assertThat(accounts.queryOne("select count(*) from outage")).isEqualTo(1L);
        assertThat(accounts.queryOne("select count(*) from slot_entry e join slot s on s.id = e.slot_id"
                + " where s.supervisee_id = ? and e.reason = 'outage of the platform'", person)).isEqualTo(7L);
    }

    @Test
    void aWindowThatClosedBeforeTheOutageIsAMissAfterIt() {
        checkIns(480, 540, MONDAY);
        sweepAt("2031-03-04T01:10:00Z");

        sweepAt("2031-03-04T05:00:00Z");

        assertThat(count("slot", "state = 'MISSED'")).isOne();
    }

    @Test
    void aShortRestartIsNoOutage() {
        checkIns(480, 540, MONDAY);
        sweepAt("2031-03-04T00:58:00Z");

        sweepAt("2031-03-04T01:02:30Z");
        beatUntil("2031-03-04T01:15:00Z");

        assertThat(accounts.queryOne("select count(*) from outage")).isEqualTo(0L);
    }

    @Test
    void nothingIsMissedInCustodyOrBeforeIntake() {
        accounts.update("update collection_period set known_until = now() where supervisee_id = ?", person);
        accounts.update("insert into collection_period (id, supervisee_id, valid, known_from)"
                + " values (?, ?, tstzrange('2031-03-04 00:30Z', null), now())", UUID.randomUUID(), person);
        checkIns(480, 540, MONDAY);
        sweepAt("2031-03-04T01:14:00Z");

        sweepAt("2031-03-04T01:15:00Z");

        assertThat(count("slot", "state = 'EXCUSED'")).isOne();
        assertThat(count("alert", "true")).isZero();
    }

    @Test
    void severalNodesAtOnceNeitherSkipNorDouble() {
        for (int i = 0; i < 20; i++) {
            checkIns(i * 60, i * 60 + 30, MONDAY);
        }
        var later = Instant.parse("2031-03-20T00:00:00Z");

        Uni.join().all(maker.makeUntil(later, MONDAY), maker.makeUntil(later, MONDAY), maker.makeUntil(later, MONDAY))
                .andCollectFailures().await().atMost(PATIENCE);
        Uni.join().all(misses.stateDueBy(later), misses.stateDueBy(later), misses.stateDueBy(later))
                .andCollectFailures()
                .await().atMost(PATIENCE);

        var missed = count("slot", "state = 'MISSED'");
        assertThat(missed).isGreaterThan(300L);
        assertThat(accounts.queryOne("select count(*) from (select schedule_id, count(*) as n,"
                + " (max(opens_at)::date - min(opens_at)::date) + 1 as days from slot where supervisee_id = ?"
                + " group by schedule_id) t where n <> days", person)).isEqualTo(0L);
        assertThat(count("alert", "code = 'CHECKIN_MISSED'")).isEqualTo(missed);
    }

    @Test
    void aMonthlyReportThatIsNotInIsTold() {
        var id = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " day_of_month, grace_seconds, valid, next_opens_at) values (?, ?, 'REPORT', 1, 0, 1440, 25, 86400,"
                + " tstzrange('2031-03-03', null), '2031-03-31 16:00Z')", id, person);
        beatAt("2031-04-26T15:58:00Z");
        sweepAt("2031-04-26T15:59:59Z");
        assertThat(count("alert", "true")).isZero();

        sweepAt("2031-04-26T16:00:00Z");

        assertThat(count("alert", "code = 'REPORT_MISSED'")).isOne();
        assertThat(accounts.queryOne("select count(*) from outbox o join alert a on a.id = o.alert_id"
                + " where a.supervisee_id = ? and a.code = 'REPORT_MISSED' and o.account_id = ? and o.state = 'PENDING'",
                person, officer)).isEqualTo(1L);
    }

    @Test
    void aScheduleInAZoneThatThisJdkLacksKeepsNobodyElseWaiting() {
        var healthy = person;
        person = accounts.takenIn(accounts.unit(accounts.province(), "PREFECTURE", "P"));
        accounts.update("update supervisee set zone = 'Mars/Olympus_Mons' where id = ?", person);
        checkIns(0, 540, MONDAY);
        var broken = person;
        person = healthy;
        checkIns(480, 540, MONDAY);
        checkIns(600, 660, MONDAY);
        double before = setAside("schedule");

        try (var log = CapturedLog.open()) {
            sweepAt("2031-03-03T23:00:00Z");

            assertThat(log.lines()).anyMatch(line -> line.contains("set aside") && line.contains("schedule"));
            assertThat(log.lines()).noneMatch(line -> line.contains("Mars"));
        }

        assertThat(count("slot", "state = 'SCHEDULED'")).isPositive();
        assertThat(setAside("schedule")).isEqualTo(before + 1);
        accounts.update("update supervisee set zone = 'Asia/Shanghai' where id = ?", broken);
        sweepAt("2031-03-04T00:30:00Z");
        person = broken;
        assertThat(count("slot", "true")).as("nothing is given up").isPositive();
    }

    @Test
    void whereNoSlotCanBeMadeMissesAreStatedYet() {
        checkIns(480, 540, MONDAY);
        sweepAt("2031-03-03T23:00:00Z");
        beatUntil("2031-03-04T01:14:00Z");
        accounts.update("alter table schedule rename to schedule_away");
        try {
            sweepAt("2031-03-04T01:15:00Z");
        } finally {
            accounts.update("alter table schedule_away rename to schedule");
        }

        assertThat(count("slot", "state = 'MISSED'")).isOne();
    }

    @Test
    void aSlotThatCannotBeStatedKeepsNobodyElseWaiting() {
        checkIns(480, 540, MONDAY);
        checkIns(420, 540, MONDAY);
        sweepAt("2031-03-03T22:30:00Z");
        beatUntil("2031-03-04T01:14:00Z");
        accounts.update("create function refuse_slot() returns trigger language plpgsql as"
                + " 'begin raise exception ''not %'', new.id; end'");
        accounts.update("create trigger refuse_slot before update on slot for each row when (new.opens_at ="
                + " '2031-03-03 23:00Z' and new.state = 'MISSED') execute function refuse_slot()");
        double before = setAside("slot");
        try {
            sweepAt("2031-03-04T01:15:00Z");
        } finally {
            accounts.update("drop function refuse_slot() cascade");
        }
        assertThat(count("slot", "state = 'MISSED'")).isOne();
        assertThat(setAside("slot")).isEqualTo(before + 1);

        beatUntil("2031-03-04T02:15:00Z");
        sweepAt("2031-03-04T02:15:30Z");

        assertThat(count("slot", "state = 'MISSED'")).as("it is tried again").isEqualTo(2L);
    }

    private double setAside(String what) {
        return metrics.counter("rollcall.duty.set.aside", "what", what).count();
    }

    @Test
    void operatorsSeeHowLongAgoASweepWasAndHowMuchIsOverdue() {
        checkIns(480, 540, MONDAY);
        sweepAt("2031-03-04T01:14:00Z");
        clock.set(Instant.parse("2031-03-04T01:15:30Z"));

        meters.read().await().atMost(PATIENCE);

        assertThat(metrics.get("rollcall.duty.sweep.age.seconds").gauge().value()).isBetween(90.0, 120.0);
        assertThat(metrics.get("rollcall.duty.slots.overdue").gauge().value()).isOne();
        // Without another look: the database may be away.
        clock.advance(Duration.ofMinutes(10));
        assertThat(metrics.get("rollcall.duty.sweep.age.seconds").gauge().value())
                .isGreaterThanOrEqualTo(690.0);
    }

    @Test
    void operatorsSeeHowManySlotsWereStatedMissedAndExcused() {
        checkIns(480, 540, MONDAY);
        sweepAt("2031-03-04T01:14:00Z");
        var missed = stated("MISSED");
        var excused = stated("EXCUSED");

        sweepAt("2031-03-04T01:15:00Z");
        sweepAt("2031-03-05T02:00:00Z");

        assertThat(stated("MISSED") - missed).isOne();
        assertThat(stated("EXCUSED") - excused).isOne();
    }

    private double stated(String state) {
        return metrics.get("rollcall.duty.slots.stated").tag("state", state).counter().count();
    }

    private void checkIns(int opens, int closes, Instant from) {
        var first = new Recurrence(new TimeOfDay(opens), new TimeOfDay(closes), java.util.OptionalInt.empty(),
                Duration.ofMinutes(15), java.time.ZoneId.of("Asia/Shanghai")).firstFrom(from);
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid, next_opens_at) values (?, ?, 'CHECK_IN', 1, ?, ?, 900, tstzrange(?, null), ?)",
                UUID.randomUUID(), person, opens, closes, utc(from), utc(first.opensAt()));
    }

    private void sweepAt(String time) {
        clock.set(Instant.parse(time));
        sweep.sweep().await().atMost(PATIENCE);
    }

    /** Somebody swept until then. */
    private void beatUntil(String time) {
        beatAt(time);
    }

    private void beatAt(String time) {
        accounts.update("insert into sweep_beat (name, at) values ('duty', ?) on conflict (name) do update"
                + " set at = excluded.at", utc(Instant.parse(time)));
    }

    private long count(String table, String where) {
        return (long) accounts.queryOne("select count(*) from " + table + " where supervisee_id = ? and " + where,
                person);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
