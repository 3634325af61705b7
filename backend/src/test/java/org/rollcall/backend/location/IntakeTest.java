package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.backend.location.Disposition.DUPLICATE;
import static org.rollcall.backend.location.Disposition.OUTSIDE_COLLECTION;
import static org.rollcall.backend.location.Disposition.QUARANTINED;
import static org.rollcall.backend.location.Disposition.STORED;
import static org.rollcall.backend.location.Walker.AWAY;
import static org.rollcall.backend.location.Walker.FAR;
import static org.rollcall.backend.location.Walker.LAT;
import static org.rollcall.backend.location.Walker.await;
import static org.rollcall.backend.location.Walker.checkIn;
import static org.rollcall.backend.location.Walker.dispositions;
import static org.rollcall.backend.location.Walker.fix;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;
import org.rollcall.geofence.Crs;

/** What becomes of fixes, and invariants 2, 3, 4 and 7 of the design. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class IntakeTest {

    @Inject
    Intake intake;
    @Inject
    Replay replay;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;
    @Inject
    MeterRegistry metrics;
    @Inject
    @ReactiveDataSource("intake")
    Pool pool;
    @Inject
    Pool api;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;
    @Inject
    @DataSource("bulk")
    AgroalDataSource bulk;
    @Inject
    Nodes nodes;

    private Walker walker;
    private Instant noon;

    @BeforeEach
    void somebodyAtNoonInShanghai() {
        noon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(4));
        clock.set(noon);
        walker = new Walker(accounts, people, areas);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aFixIsStoredAsItWasSaidAndJudged() {
        var gcj = Crs.GCJ02.fromWgs84(new org.rollcall.geofence.WgsCoordinate(LAT, Walker.LON));
        var said = ReportedFix.at(noon, gcj.longitude(), gcj.latitude(), Crs.GCJ02).accuracyMetres(12.5)
                .provider(Provider.FUSED).sentAt(noon).build();

        var answer = take(said);

        assertThat(dispositions(answer)).containsExactly(STORED);
        assertThat(answer.burst()).isEmpty();
        assertThat(walker.verdicts()).isEqualTo("INSIDE");
        assertThat(accounts.queryOne("select raw_x || ' ' || raw_crs || ' ' || accuracy_m || ' ' || provider || ' '"
                + " || (mock is null) || ' ' || (sent_at = fixed_at) from fix where supervisee_id = ?", walker.person))
                .isEqualTo(gcj.longitude() + " GCJ02 12.5 FUSED true true");
        assertThat((double) accounts.queryOne("select lat from fix where supervisee_id = ?", walker.person))
                .isCloseTo(LAT, org.assertj.core.data.Offset.offset(1e-8));
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    @Test
    void duplicatesAndOldOnesChangeNothing() {
        var fixes = IntStream.range(0, 20).mapToObj(i -> fix(noon.minusSeconds(30 * i), LAT)).toList();
        take(fixes.toArray(ReportedFix[]::new));
        var standing = state();
        var again = new ArrayList<>(fixes);
        again.addAll(fixes);
        Collections.shuffle(again, new Random(1));

        var answer = take(again.toArray(ReportedFix[]::new));

        assertThat(dispositions(answer)).hasSize(40).containsOnly(DUPLICATE);
        assertThat(walker.fixes()).isEqualTo(20);
        assertThat(state()).isEqualTo(standing);
    }

    /** Kept without advancing its standing, it looks new when its time has come: the key of its row says that it is not. */
    @Test
    void whatLooksNewAndIsStoredIsADuplicateAndItsNeighbourIsStored() {
        take(fix(noon, LAT));
        var ahead = fix(noon.plusSeconds(600), LAT);
        assertThat(dispositions(take(ahead))).containsExactly(STORED);
        clock.set(noon.plusSeconds(600));

        var answer = take(ahead, fix(noon.plusSeconds(599), LAT));

        assertThat(dispositions(answer)).containsExactly(DUPLICATE, STORED);
        assertThat(walker.fixes()).isEqualTo(3);
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    @Test
    void theSameFixByAPhoneAndABraceletIsStoredOnce() {
        var bracelet = accounts.bracelet(walker.person, "K " + walker.person);
        accounts.ordered(walker.person, "K " + walker.person);
        var one = ReportedFix.at(noon, Walker.LON, LAT, Crs.WGS84).sourceKey("one").build();
        assertThat(dispositions(take(one))).containsExactly(STORED);

        var answer = await(intake.take(
                new EnrolledDevice(bracelet, walker.person, DeviceKind.BRACELET, Dialect.TRACCAR), List.of(one)));

        assertThat(dispositions(answer)).containsExactly(DUPLICATE);
        assertThat(walker.fixes()).isEqualTo(1);
    }

    @Test
    void theSameTwiceInOneRequestIsStoredOnce() {
        assertThat(dispositions(take(fix(noon, LAT), fix(noon, LAT)))).containsExactly(STORED, DUPLICATE);
    }

    @Test
    void anExitIsOneAlertWithItsEvidenceAndItsOfficerIsTold() {
        leave();

        assertThat(walker.alert("condition || ' ' || severity || ' ' || cause_key", "AREA_EXIT"))
                .isEqualTo("ACTIVE WARNING AREA_EXIT:PHONE");
        assertThat(accounts.queryOne("select count(*) from outbox where account_id = ?"
                + " and message ->> 'code' = 'ALERT_OPENED'", walker.officer)).isEqualTo(1L);
        var fact = (String) accounts.queryOne("select fact::text from alert_entry e join alert a on a.id = e.alert_id"
                + " where a.supervisee_id = ? and a.code = 'AREA_EXIT'", walker.person);
        assertThat(fact)
                .contains("distanceMetres", "accuracyMetres", "\"fixes\": 3", "sourceHash", "outside the home area")
                // Not behind a colon: a time may say 12:00:39.9.
                .doesNotContainPattern("(?<![:\\d])(39\\.9|116\\.3)");
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    @Test
    void oneFixOutsideOpensNothing() {
        take(fix(noon, LAT), fix(noon.plusSeconds(30), AWAY), fix(noon.plusSeconds(60), LAT));

        assertThat(walker.verdicts()).isEqualTo("INSIDE, OUTSIDE, INSIDE");
        assertThat(walker.history("AREA_EXIT")).isNull();
    }

    @Test
    void seenAtHomeAgainClearsAndGoingOutAgainReactivates() {
        leave();
        at(180);
        take(fix(now(), LAT));
        assertThat(walker.alert("condition", "AREA_EXIT")).isEqualTo("CLEARED");

        at(240);
        leave();

        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED CLEARED REACTIVATED");
        assertThat(walker.count("select count(*) from alert where supervisee_id = ?", walker.person)).isEqualTo(1);
    }

    @Test
    void whatOpensAndIsOverInOneBatchIsCleared() {
        var start = noon;
        at(300);

        take(fix(start, LAT), fix(start.plusSeconds(40), AWAY), fix(start.plusSeconds(80), AWAY + 0.002),
                fix(start.plusSeconds(120), AWAY + 0.004), fix(start.plusSeconds(300), LAT));

        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED CLEARED");
        assertThat(walker.alert("condition", "AREA_EXIT")).isEqualTo("CLEARED");
    }

    @Test
    void anExitThatGrowsIsSaidAgainOnce() {
        leave();
        at(900);
        take(fix(now(), AWAY + 0.01));
        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED");

        at(3600);
        take(fix(now(), FAR));
        at(3700);
        take(fix(now(), FAR));

        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED EVIDENCE");
        assertThat(walker.alert("severity", "AREA_EXIT")).isEqualTo("CRITICAL");
        assertThat(accounts.queryOne("select count(*) from outbox where account_id = ?"
                + " and message ->> 'code' = 'ALERT_WORSENED'", walker.officer)).isEqualTo(1L);
    }

    @Test
    void anExitByNightIsCritical() {
        clock.set(noon.plus(Duration.ofHours(11)));

        leave();

        assertThat(walker.alert("severity", "AREA_EXIT")).isEqualTo("CRITICAL");
    }

    @Test
    void aCheckInOutsideAsksForABurstInTheAnswerAndByMessage() {
        var answer = take(checkIn(now(), AWAY));

        assertThat(answer.burst()).contains(new BurstRequest(3, 120, answer.receivedAt()));
        assertThat(accounts.queryOne("select count(*) from outbox where account_id = ?"
                + " and message ->> 'code' = 'BURST_REQUEST'", walker.person)).isEqualTo(1L);
    }

    @Test
    void lateFixNeverRaisesLiveAlarm() {
        take(fix(now(), LAT));
        var old = IntStream.range(0, 10).mapToObj(i -> fix(noon.minus(Duration.ofHours(2)).plusSeconds(60 * i), AWAY))
                .toArray(ReportedFix[]::new);

        var answer = take(old);

        assertThat(dispositions(answer)).containsOnly(STORED);
        assertThat(walker.history("AREA_EXIT")).isNull();
        assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ? and late", walker.person))
                .isEqualTo(10L);
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    @Test
    void aBacklogWhoseLastFixIsLiveMayRaise() {
        var fixes = IntStream.range(0, 60).mapToObj(i -> fix(noon.minusSeconds(60 * i), AWAY))
                .toArray(ReportedFix[]::new);

        take(fixes);

        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED");
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    @Test
    void aFixOfTheFutureNeverAdvancesAStanding() {
        take(fix(now().plus(Duration.ofMinutes(8)), AWAY));

        assertThat(walker.verdicts()).isEqualTo("OUTSIDE late");
        at(60);
        take(fix(now(), LAT));
        assertThat(walker.verdicts()).isEqualTo("OUTSIDE late, INSIDE");
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    @Test
    void aFixIsJudgedByThePermissionOfItsOwnTime() {
        var clinic = areas.circle(Walker.LON, AWAY, 1_000);
        var permission = areas.permission(walker.person, clinic, noon.minus(Duration.ofDays(1)), noon);
        walker.bump();
        clock.set(noon.plusSeconds(300));

        take(fix(noon.minusSeconds(1), AWAY), fix(noon, AWAY));
        assertThat(walker.verdicts()).isEqualTo("INSIDE, OUTSIDE");

        areas.revoke(permission, noon.minus(Duration.ofHours(1)), now());
        walker.bump();
        take(fix(noon.minusSeconds(2), AWAY), fix(noon.minus(Duration.ofHours(2)), AWAY));
        assertThat(accounts.queryOne("select string_agg(verdict || rules_version, ' ' order by judged_seq) from fix"
                + " where supervisee_id = ?", walker.person)).isEqualTo("INSIDE2 OUTSIDE2 INSIDE3 OUTSIDE3");
    }

    @Test
    void aPermissionIsInForceForTheVeryNextFix() {
        take(fix(now(), AWAY));
        areas.permission(walker.person, areas.circle(Walker.LON, AWAY, 1_000), noon, noon.plus(Duration.ofDays(1)));
        walker.bump();
        at(30);

        take(fix(now(), AWAY));

        assertThat(walker.verdicts()).isEqualTo("OUTSIDE, INSIDE");
    }

    @Test
    void nothingIsStoredBeforeIntakeInCustodyOrAfterRelease() {
        accounts.update("delete from collection_period where supervisee_id = ?", walker.person);
        period(noon.minus(Duration.ofDays(3)), noon.minus(Duration.ofDays(2)));
        period(noon.minus(Duration.ofDays(1)), noon.minusSeconds(60));
        walker.bump();

        var answer = take(fix(noon.minus(Duration.ofDays(4)), AWAY), fix(noon.minus(Duration.ofHours(36)), AWAY),
                fix(noon, AWAY), fix(noon.minusSeconds(60), AWAY), fix(noon.minusSeconds(61), LAT),
                fix(Instant.parse("2001-01-01T00:00:00Z"), AWAY));

        assertThat(dispositions(answer)).containsExactly(OUTSIDE_COLLECTION, OUTSIDE_COLLECTION, OUTSIDE_COLLECTION,
                OUTSIDE_COLLECTION, STORED, OUTSIDE_COLLECTION);
        assertThat(walker.fixes()).isEqualTo(1);
        assertThat(walker.refused()).isEqualTo(5);
        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", walker.phone.id()))
                .isEqualTo(0L);
    }

    @Test
    void aTimeWithoutAPartitionIsPutAsideAndItsNeighboursAreStored() {
        var answer = take(fix(noon, LAT), fix(noon.plus(Duration.ofDays(40)), LAT),
                fix(Instant.parse("2020-06-01T00:00:00Z"), LAT));

        assertThat(dispositions(answer)).containsExactly(STORED, QUARANTINED, QUARANTINED);
        assertThat(answer.receipts().get(1).reason()).isEqualTo(QuarantineReason.TIME_NOT_HELD);
        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", walker.phone.id()))
                .isEqualTo(2L);
    }

    @Test
    void aRevokedDeviceIsRefusedWithoutATrace() {
        people.revoke(walker.phone.id());

        assertThatThrownBy(() -> take(fix(noon, LAT))).isInstanceOfSatisfying(ProblemException.class,
                refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.UNAUTHENTICATED));
        assertThat(walker.fixes()).isZero();
    }

    @Test
    void theFirstFixOfABraceletMakesItsStandingAtThePersonsVersion() {
        walker.bump();
        var bracelet = accounts.bracelet(walker.person, "I " + walker.person);
        accounts.ordered(walker.person, "I " + walker.person);

        await(intake.take(new EnrolledDevice(bracelet, walker.person, DeviceKind.BRACELET, Dialect.TRACCAR),
                List.of(fix(noon, LAT))));

        assertThat(walker.count("select rules_version from standing where supervisee_id = ?"
                + " and device_kind = 'BRACELET'", walker.person)).isEqualTo(2);
        assertThat(walker.fixes()).isEqualTo(1);
    }

    @Test
    void aFixThatTheDatabaseRefusesIsPutAsideAndItsNeighboursAreStored() {
        var other = new Walker(accounts, people, areas);
        accounts.update("create function refuse_a_fix() returns trigger language plpgsql as"
                + " 'begin raise exception ''no'' using errcode = ''22003''; end'");
        accounts.update("create trigger refuse_a_fix before insert on fix for each row when (new.raw_x = 13.13)"
                + " execute function refuse_a_fix()");
        try {
            var fixes = new ArrayList<ReportedFix>();
            for (int i = 0; i < 7; i++) {
                fixes.add(fix(noon.minusSeconds(i), LAT));
            }
            fixes.add(3, ReportedFix.at(noon.minusSeconds(100), 13.13, 1, Crs.WGS84).build());

            var answers = await(Uni.combine().all().unis(intake.take(walker.phone, fixes),
                    intake.take(other.phone, List.of(fix(noon, LAT)))).asTuple());

            assertThat(dispositions(answers.getItem1())).containsExactly(STORED, STORED, STORED, QUARANTINED, STORED,
                    STORED, STORED, STORED);
            assertThat(dispositions(answers.getItem2())).containsExactly(STORED);
            assertThat(walker.fixes()).isEqualTo(7);
        } finally {
            accounts.update("drop function refuse_a_fix() cascade");
        }
    }

    @Test
    void anAlertWithoutItsOutboxRowIsImpossible() {
        take(fix(noon, AWAY));
        at(40);
        take(fix(now(), AWAY + 0.002));
        at(80);
        var standing = state();
        accounts.update("create function refuse_a_letter() returns trigger language plpgsql as"
                + " 'begin raise exception ''no''; end'");
        accounts.update("create trigger refuse_a_letter before insert on outbox for each row"
                + " when (new.account_id = '" + walker.officer + "') execute function refuse_a_letter()");
        try {
            assertThatThrownBy(() -> take(fix(now().truncatedTo(ChronoUnit.SECONDS), AWAY + 0.004)))
                    .isInstanceOfSatisfying(ProblemException.class,
                            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.UNAVAILABLE));
            assertThat(walker.fixes()).isEqualTo(2);
            assertThat(walker.history("AREA_EXIT")).isNull();
            assertThat(state()).isEqualTo(standing);
        } finally {
            accounts.update("drop function refuse_a_letter() cascade");
        }

        take(fix(now(), AWAY + 0.004));

        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED");
    }

    @Test
    void anOperatorSeesWhatHappensWithoutSeeingWhom() {
        double before = counted("STORED");

        take(fix(noon, LAT), fix(noon, LAT));

        assertThat(counted("STORED")).isGreaterThan(before);
        assertThat(metrics.get("rollcall.intake.batch.fixes").summary().max()).isGreaterThanOrEqualTo(2);
        assertThat(metrics.get("rollcall.intake.commit").timer().count()).isPositive();
        assertThat(metrics.get("rollcall.intake.lane.fixes").gauges()).hasSize(2);
        assertThat(metrics.get("cache.size").tag("cache", "rollcall.rulebooks").gauge().value()).isPositive();
    }

    @Test
    void nobodyWaitsForEverInTheDatabase() throws SQLException {
        assertThat(settings(pool)).isEqualTo("5s 15s 30s");
        // They lock standings, too; a node of theirs that stands still lets go by itself.
        assertThat(settings(api)).endsWith(" 30s");
        assertThat(settings(worker)).endsWith(" 30s");
        try (var connection = bulk.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show idle_in_transaction_session_timeout")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("5min");
        }
    }

    private static String settings(Pool pool) {
        return await(pool.query("select current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')"
                + " || ' ' || current_setting('idle_in_transaction_session_timeout')").execute()).iterator().next()
                .getString(0);
    }

    /** A node that stands still between its writing and its commit, which is more than a lock. */
    @Test
    void whoseStandingSomebodyHoldsIsPassedByAndTheNeighboursAreStored() {
        var own = new SimpleMeterRegistry();
        var cautions = new CopyOnWriteArrayList<Caution>();
        var node = nodes.telling(clock, own, cautions::add);
        var neighbour = new Walker(accounts, people, areas);
        var newcomer = new Walker(accounts, people, areas);
        var bracelet = new EnrolledDevice(accounts.bracelet(walker.person, "B " + walker.person), walker.person,
                DeviceKind.BRACELET, Dialect.TRACCAR);
        assertThat(together(node, walker.phone, neighbour.phone)).containsExactly("[STORED]", "[STORED]");
        var holder = await(pool.getConnection());
        try {
            await(holder.query("begin").execute());
            await(holder.preparedQuery("update standing set judged_seq = judged_seq + 1 where supervisee_id = $1")
                    .execute(Tuple.of(walker.person)));
            clock.set(noon.plusSeconds(60));
            assertThat(together(node, walker.phone, bracelet, neighbour.phone, newcomer.phone))
                    .containsExactly("UNAVAILABLE", "UNAVAILABLE", "[STORED]", "[STORED]");

            // Nobody waits for it again.
            clock.set(noon.plusSeconds(120));
            cautions.clear();
            assertThat(together(node, walker.phone, neighbour.phone)).containsExactly("UNAVAILABLE", "[STORED]");
            assertThat(cautions).isNotEmpty().allMatch(Caution::passingBy);
            assertThat(own.get("rollcall.intake.unavailable").tag("reason", "held").counter().count()).isEqualTo(3);
        } finally {
            await(holder.query("rollback").execute());
            await(holder.close());
        }
        clock.set(noon.plusSeconds(180));
        assertThat(together(node, walker.phone, neighbour.phone)).containsExactly("[STORED]", "[STORED]");
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    /** What becomes of a fix of each, in one batch. */
    private List<String> together(BatchProcessor node, EnrolledDevice... senders) {
        var told = new HashMap<UUID, String>();
        var items = Stream.of(senders).map(sender -> new Submission<>(sender, List.of(fix(now(), LAT)), now(),
                Optional.<Companion<Object>>empty(),
                answer -> told.put(sender.id(), dispositions(answer.answer()).toString()),
                refusal -> told.put(sender.id(), ((ProblemException) refusal).type().name())))
                .flatMap(sent -> sent.items().stream()).toList();
        await(node.process(items));
        return Stream.of(senders).map(sender -> told.get(sender.id())).toList();
    }

    private double counted(String disposition) {
        var counter = metrics.find("rollcall.intake.fixes").tags("disposition", disposition, "dialect", "NATIVE")
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** Three fixes away over a minute, of somebody who moves. */
    private void leave() {
        var start = now();
        take(fix(start, AWAY));
        clock.set(start.plusSeconds(40));
        take(fix(now(), AWAY + 0.002));
        clock.set(start.plusSeconds(80));
        take(fix(now(), AWAY + 0.004));
    }

    private IntakeAnswer take(ReportedFix... fixes) {
        return await(intake.take(walker.phone, List.of(fixes)));
    }

    private Instant now() {
        return clock.instant();
    }

    private void at(long seconds) {
        clock.set(noon.plusSeconds(seconds));
    }

    private String state() {
        return (String) accounts.queryOne("select encode(state, 'hex') || judged_seq from standing"
                + " where supervisee_id = ? and device_kind = 'PHONE'", walker.person);
    }

    private void period(Instant from, Instant until) {
        accounts.update("insert into collection_period (id, supervisee_id, valid, known_from)"
                + " values (?, ?, tstzrange(?, ?), '2020-01-01')", UUID.randomUUID(), walker.person, at(from),
                at(until));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
