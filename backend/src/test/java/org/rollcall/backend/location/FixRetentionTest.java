package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.rollcall.backend.testing.Contract.given;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/**
 * What is kept of fixes when their raw rows go, and that no step of it loses anything, wherever it is interrupted. Each
 * test has a day of its own, long ago, so that no other test's days are old enough.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class FixRetentionTest {

    private static final Instant NOW = Instant.parse("2001-06-01T12:00:00Z");
    private static final LocalDate FIRST_KEPT = LocalDate.parse("2001-03-02");
    private static final AtomicInteger DAYS = new AtomicInteger();
    private static final Duration SHORT = Duration.ofMillis(300);

    @Inject
    @ReactiveDataSource("worker")
    Pool worker;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    @io.quarkus.agroal.DataSource("owner")
    DataSource owner;
    @Inject
    PartitionConfig partitions;
    @Inject
    Accounts accounts;
    @Inject
    People people;

    private LocalDate day;
    private UUID office;
    private UUID named;
    private UUID unnamed;
    private FixRetention retention;

    /** A day of one person with five fixes, of which an alert names the second and fourth and a dispute the third. */
    @BeforeEach
    void aDayLongAgo() {
        day = LocalDate.parse("2001-01-01").plusDays(DAYS.getAndIncrement());
        make(day);
        office = people.office();
        named = people.takenIn(office);
        unnamed = people.takenIn(office);
        for (int n = 1; n <= 5; n++) {
            fix(named, day, n);
        }
        for (int n = 1; n <= 3; n++) {
            fix(unnamed, day, n);
        }
        var alert = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'CLEARED',"
                + " 'OPEN', now(), now())", alert, named, office);
        evidence(alert, 1, "OPENED", 2);
        evidence(alert, 2, "CLEARED", 4);
        accounts.update("insert into fix_link (supervisee_id, fixed_at, source_hash, kind, object_id)"
                + " select supervisee_id, fixed_at, source_hash, 'DISPUTE', gen_random_uuid() from fix"
                + " where supervisee_id = ? and judged_seq = 3", named);
        retention = node(NOW);
    }

    @Test
    void whatIsNamedStaysWholeAndOfTheRestOneFixADayAndTheEndsOfAlerts() {
        var young = FIRST_KEPT.plusDays(DAYS.get());
        make(young);
        fix(named, young, 9);
        accounts.update("create table fixes_before as select * from fix where supervisee_id = '" + named + "'");

        retention.run();

        assertThat(table(day)).isFalse();
        assertThat(kept("kept_fix", named)).isEqualTo("2 3 4");
        assertThat(kept("thinned_fix", named)).isEqualTo("1 2 4");
        assertThat(kept("kept_fix", unnamed)).isNull();
        assertThat(kept("thinned_fix", unnamed)).isEqualTo("1");
        assertThat(accounts.queryOne("select count(*) from (select row_to_json(k)::jsonb - 'kept_at' from kept_fix k"
                + " where supervisee_id = ? except select row_to_json(b)::jsonb from fixes_before b) as changed",
                named))
                .as("every column as it was").isEqualTo(0L);
        assertThat(accounts.queryOne("select kept || ' ' || thinned from fix_day_dropped where day = ?", day))
                .isEqualTo("3 4");
        assertThat(table(young)).as("a young day").isTrue();
        assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ?", named)).isEqualTo(1L);
        accounts.update("drop table fixes_before");
    }

    @Test
    void whatAFoundBreachRestsOnStaysWhole() {
        var person = people.takenIn(office);
        for (int n = 1; n <= 5; n++) {
            fix(person, day, n);
        }
        var officer = UUID.fromString(accounts.staff("OFFICER", office));
        var alert = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'CLEARED',"
                + " 'CLOSED', ?::timestamptz, now())", alert, person, office, time(day, 2));
        entry(alert, 1, "OPENED", 2);
        entry(alert, 2, "CLEARED", 4);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at, handling, actor, reason) values (?, 3,"
                + " 'HANDLED', now(), 'VERIFIED_BREACH', ?, 'went to the county town')", alert, officer);

        retention.run();

        assertThat(kept("kept_fix", person)).isEqualTo("1 2 3 4");
        assertThat(kept("kept_fix", unnamed)).isNull();
    }

    private void entry(UUID alert, int seq, String kind, int fix) {
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, ?, ?, ?::timestamptz)", alert,
                seq,
                kind, time(day, fix));
    }

    @Test
    void whatALeaveRestsOnStaysItsBeginningItsEndAndTheEndsOfItsDay() {
        var person = walked(8);
        leave(person, "SINGLE", time(day, 2), time(day, 3), time(day, 6));

        retention.run();

        // Between the third and the sixth: the last before, the first and the last in it, the first after it.
        assertThat(kept("kept_fix", person)).isEqualTo("2 3 5 6");
        assertThat(kept("kept_fix", unnamed)).isNull();
    }

    @Test
    void whatALeaveRestsOnThatWasDecidedAfterItBeganStaysWholeUpToTheDecision() {
        var person = walked(8);
        leave(person, "MEDICAL_EMERGENCY", time(day, 5), time(day, 2), time(day, 7));
        var revoked = walked(8);
        leave(revoked, "SINGLE", time(day, 4), time(day, 3), time(day, 6));
        accounts.update("update permission_version set known_until = now() where permission_id = (select id from"
                + " permission where supervisee_id = ?)", revoked);

        retention.run();

        assertThat(kept("kept_fix", person)).isEqualTo("1 2 3 4 6 7");
        assertThat(kept("kept_fix", revoked)).as("it was decided on that").isEqualTo("2 3 5 6");
    }

    @Test
    void ofALeaveThatRecursTheWayOutAndBackStaysAndOfOneOfTheNextMorningTheEvening() {
        var weekly = walked(8);
        leave(weekly, "RECURRING", time(day, 1), time(day, 3), time(day, 6));
        var nextDay = walked(8);
        leave(nextDay, "SINGLE", time(day, 1), time(day.plusDays(1), 5), time(day.plusDays(2), 5));
        var later = walked(8);
        leave(later, "SINGLE", time(day, 1), time(day.plusDays(2), 5), time(day.plusDays(3), 5));

        retention.run();

        assertThat(kept("kept_fix", weekly)).isEqualTo("2 6");
        assertThat(kept("kept_fix", nextDay)).isEqualTo("8");
        assertThat(kept("kept_fix", later)).isNull();
    }

    @Test
    void whatSomebodyObjectsToStaysWholeEvenWhenItIsDecided() {
        var person = walked(8);
        accounts.update("insert into objection (id, supervisee_id, from_at, until_at, statement, made_at) values"
                + " (gen_random_uuid(), ?, ?::timestamptz, ?::timestamptz, 'Tests', now())", person, time(day, 3),
                time(day, 5));
        accounts.update(
                "insert into objection_decision (objection_id, outcome, reason, decided_by, decided_at) select id,"
                        + " 'REJECTED', 'Tests', ?, now() from objection where supervisee_id = ?",
                UUID.fromString(accounts.staff("OFFICER", office)), person);

        retention.run();

        assertThat(kept("kept_fix", person)).isEqualTo("3 4 5");
    }

    @Test
    void oneFunctionSaysWhatIsNamed() {
        assertThat(accounts.queryOne("select count(*) from pg_proc where proname = 'fixes_named_on'")).isEqualTo(1L);
        assertThat((String) accounts.queryOne("select prosrc from pg_proc where proname = 'fixes_named_on'"))
                .contains("fixes_of_leaves_on", "fixes_of_breaches_on", "fixes_held_on", "fix_link", "alert_entry");
    }

    private UUID walked(int fixes) {
        var person = people.takenIn(office);
        for (int n = 1; n <= fixes; n++) {
            fix(person, day, n);
        }
        return person;
    }

    private void leave(UUID person, String kind, String decided, String from, String until) {
        var leave = UUID.randomUUID();
        var officer = UUID.fromString(accounts.staff("OFFICER", office));
        accounts.update("insert into permission (id, supervisee_id, kind, purpose, valid, applied_at, decided_at,"
                + " decided_by) values (?, ?, ?, 'Tests', tstzrange(?::timestamptz, ?::timestamptz), ?::timestamptz,"
                + " ?::timestamptz, ?)", leave, person, kind, from, until, decided, decided, officer);
        accounts.update("insert into permission_version (permission_id, version, valid, known_from, changed_by) select"
                + " id, 1, valid, decided_at, decided_by from permission where id = ?", leave);
    }

    @Test
    void whoeverIsHeldKeepsEveryFixUntilTheHoldIsLifted() {
        var hold = UUID.randomUUID();
        var lifted = people.takenIn(office);
        fix(lifted, day, 1);
        fix(lifted, day, 2);
        var by = UUID.fromString(accounts.staff("COUNTY_OFFICER", office));
        accounts.update("insert into legal_hold (id, supervisee_id, reason, placed_by, placed_at)"
                + " values (?, ?, 'Tests', ?, now())", hold, unnamed, by);
        accounts.update("insert into legal_hold (id, supervisee_id, reason, placed_by, placed_at, lifted_by, lifted_at,"
                + " lift_reason) values (gen_random_uuid(), ?, 'Tests', ?, now(), ?, now(), 'Over')", lifted, by, by);

        retention.run();

        assertThat(table(day)).isFalse();
        assertThat(kept("kept_fix", unnamed)).isEqualTo("1 2 3");
        assertThat(kept("kept_fix", lifted)).isNull();
        assertThat(kept("kept_fix", named)).as("the others as ever").isEqualTo("2 3 4");
    }

    @Test
    void doneTwiceItIsDoneOnce() {
        retention.run();
        var kept = kept("kept_fix", named) + kept("thinned_fix", named);

        assertThat(retention.run()).isZero();

        assertThat(kept("kept_fix", named) + kept("thinned_fix", named)).isEqualTo(kept);
    }

    @Test
    void whereverItIsInterruptedTheNextRunGoesOn() {
        accounts.queryOne("select keep_named_fixes(?, 1)", day);
        assertThat(accounts.queryOne("select fixes_are_kept(?)", day)).as("copied in part").isEqualTo(false);
        assertThat(new FixDays(owner, Optional.of("x"), new SimpleMeterRegistry(), SHORT).drop(List.of(day))).isZero();
        assertThat(table(day)).isTrue();

        accounts.queryOne("select keep_named_fixes(?, 100)", day);
        accounts.queryOne("select thin_fixes(?, ?, 1)", day, new UUID(0, 0));
        assertThat(accounts.queryOne("select fixes_are_kept(?)", day)).as("thinned in part").isEqualTo(false);

        Walker.await(retention.copy());
        assertThat(accounts.queryOne("select fixes_are_kept(?)", day)).as("copied").isEqualTo(true);
        accounts.update("alter table fix detach partition " + name(day) + " concurrently");
        assertThat(state(day)).isEqualTo("DETACHED");
        accounts.update("delete from kept_fix where supervisee_id = ?", named);

        assertThat(retention.run()).as("found detached, and copied from there again").isEqualTo(1);

        assertThat(table(day)).isFalse();
        assertThat(kept("kept_fix", named)).isEqualTo("2 3 4");
        assertThat(kept("thinned_fix", named)).isEqualTo("1 2 4");
    }

    @Test
    void whoReadsTheDayIsNotCutOffAndKeepsNobodyElseWaiting() throws SQLException {
        var young = FIRST_KEPT.plusDays(DAYS.get());
        make(young);
        try (var reader = owner.getConnection(); var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("select count(*) from fix where fixed_at < '" + FIRST_KEPT + "'").close();

            assertThat(retention.run()).isZero();

            assertThat(state(day)).isEqualTo("DETACHING");
            fix(unnamed, young, 7);
            assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ? and fixed_at >= ?", unnamed,
                    young.atStartOfDay().atOffset(ZoneOffset.UTC))).isEqualTo(1L);
            reader.rollback();
            reader.setAutoCommit(true);
        }

        assertThat(retention.run()).as("half way is finished").isEqualTo(1);

        assertThat(table(day)).isFalse();
        assertThat(kept("kept_fix", named)).isEqualTo("2 3 4");
    }

    @Test
    void noLockOnTheWholeTableThatStopsIntake() throws SQLException {
        Walker.await(retention.copy());
        var young = FIRST_KEPT.plusDays(DAYS.get());
        make(young);
        try (var writer = owner.getConnection(); var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            // A writer in the middle of its transaction is waited for; those who come after it are not kept waiting.
            statement.execute("lock table fix in row exclusive mode");
            var dropping = Uni.createFrom().item(() -> retention.run())
                    .runSubscriptionOn(io.smallrye.mutiny.infrastructure.Infrastructure.getDefaultWorkerPool())
                    .subscribeAsCompletionStage();
            for (int n = 10; n < 60 || !dropping.isDone(); n++) {
                fix(unnamed, young, n);
            }
            writer.rollback();
            writer.setAutoCommit(true);
            assertThat(dropping).isCompletedWithValue(0);
        }
        assertThat(retention.run()).isEqualTo(1);
    }

    @Test
    void dayWhoseCopyDiffersIsNotDropped() {
        Walker.await(retention.copy());
        accounts.update("update kept_fix set lon = lon + 1 where supervisee_id = ? and judged_seq = 3", named);

        assertThat(retention.run()).isZero();

        assertThat(table(day)).isTrue();
        accounts.update("delete from kept_fix where supervisee_id = ? and judged_seq = 3", named);
        assertThat(retention.run()).isEqualTo(1);
    }

    @Test
    void twoNodesAtOnceDoItOnce() {
        var both = Uni.combine().all().unis(node(NOW).copy(), node(NOW).copy()).asTuple();

        assertThat(Walker.await(both).getItem1()).contains(day);

        assertThat(retention.run()).isEqualTo(1);
        assertThat(kept("kept_fix", named)).isEqualTo("2 3 4");
        assertThat(kept("thinned_fix", named)).isEqualTo("1 2 4");
    }

    @Test
    void nodeWithoutTheOwnersPasswordCopiesAndLeavesTheRest() {
        var metrics = new SimpleMeterRegistry();
        var modest = new FixRetention(worker, new FixDays(owner, Optional.empty(), metrics, SHORT), partitions,
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(modest.run()).isZero();

        assertThat(table(day)).isTrue();
        assertThat(kept("kept_fix", named)).isEqualTo("2 3 4");
        assertThat(metrics.get("rollcall.fix.days.waiting").gauge().value()).isGreaterThanOrEqualTo(1);
        retention.run();
    }

    @Test
    void clockThatHasRunAheadDropsNothingYoung() {
        var ahead = node(Instant.parse("2300-01-01T00:00:00Z"));

        assertThat(Walker.await(ahead.copy()))
                .allMatch(old -> old.isBefore(LocalDate.now(ZoneOffset.UTC).minusDays(90)));

        retention.run();
    }

    @Test
    void trajectoryShowsWhatIsKeptAndSaysSoAndEachFixOnce() {
        var officer = accounts.token("OFFICER", office);
        look(officer, named, 10).body("features.properties.judgedSeq", contains(1, 2, 3, 4, 5));
        Walker.await(retention.copy());
        look(officer, named, 10).body("features.properties.judgedSeq", contains(1, 2, 3, 4, 5))
                .body("features.properties.kept", contains(null, null, null, null, null));

        retention.run();

        look(officer, named, 10).body("features.properties.judgedSeq", contains(1, 2, 3, 4))
                .body("features.properties.kept", contains("THINNED", "LINKED", "LINKED", "LINKED"));
        look(officer, unnamed, 10).body("features.properties.kept", contains("THINNED"));
        String next = look(officer, named, 3).body("features.properties.judgedSeq", contains(1, 2, 3)).extract()
                .path("next");
        given().auth().oauth2(officer).queryParam("from", day + "T00:00:00Z").queryParam("to", day + "T23:00:00Z")
                .queryParam("purpose", "COMPLAINT").queryParam("after", next)
                .get("/api/v1/supervisees/" + named + "/trajectory").then().statusCode(200)
                .body("features.properties.judgedSeq", contains(4));
        var stranger = accounts.token("OFFICER", people.office());
        look(stranger, named, 10, 404);
    }

    @Test
    void everyColumnOfAFixHasAPlaceAmongTheKept() {
        assertThat(
                accounts.queryOne("select string_agg(attname, ' ') from pg_attribute where attrelid = 'fix'::regclass"
                        + " and attnum > 0 and not attisdropped and attname not in (select attname from pg_attribute"
                        + " where attrelid = 'kept_fix'::regclass)"))
                .isNull();
        retention.run();
    }

    @Test
    void nobodyButTheWorkerTakesPart() {
        assertThatThrownBy(() -> Walker.await(intake.preparedQuery("select keep_named_fixes($1, 1)")
                .execute(io.vertx.mutiny.sqlclient.Tuple.of(day)))).hasMessageContaining("42501");
        retention.run();
    }

    private FixRetention node(Instant now) {
        return new FixRetention(worker, new FixDays(owner, Optional.of("x"), new SimpleMeterRegistry(), SHORT),
                partitions, Clock.fixed(now, ZoneOffset.UTC));
    }

    private ValidatableResponse look(String token, UUID person, int limit) {
        return look(token, person, limit, 200);
    }

    private ValidatableResponse look(String token, UUID person, int limit, int status) {
        return given().auth().oauth2(token).queryParam("from", day + "T00:00:00Z").queryParam("to", day + "T23:00:00Z")
                .queryParam("purpose", "COMPLAINT").queryParam("limit", limit)
                .get("/api/v1/supervisees/" + person + "/trajectory").then().statusCode(status);
    }

    private void make(LocalDate which) {
        accounts.queryOne("select make_fix_partitions(?, ?)", which, which);
    }

    private void fix(UUID person, LocalDate which, int seq) {
        accounts.update(
                "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon,"
                        + " lat, raw_x, raw_y, raw_crs, accuracy_m, verdict, late, rules_version, trigger, provider) values (?,"
                        + " ?::timestamptz, decode(md5(?::text), 'hex'), now(), gen_random_uuid(), ?, 116.1, 39.9, 116.1, 39.9,"
                        + " 'WGS84', 12, 'INSIDE', false, 1, 'CHECK_IN', 'FUSED')",
                person, time(which, seq), seq, seq);
    }

    private void evidence(UUID alert, int seq, String kind, int fix) {
        accounts.update("insert into alert_entry (alert_id, seq, kind, at, fact) values (?, ?, ?, now(),"
                + " jsonb_build_object('fixedAt', ?::text, 'sourceHash', md5(?::text)))", alert, seq, kind,
                Instant.parse(time(day, fix)).toString(), fix);
    }

    private static String time(LocalDate which, int seq) {
        return which.atStartOfDay(ZoneOffset.UTC).toInstant().plus(Duration.ofMinutes(seq)).toString();
    }

    private String kept(String table, UUID person) {
        return (String) accounts.queryOne("select string_agg(judged_seq::text, ' ' order by judged_seq) from " + table
                + " where supervisee_id = ?", person);
    }

    private String state(LocalDate which) {
        return (String) accounts.queryOne("select state from fix_days_before(?) where day = ?", FIRST_KEPT, which);
    }

    private boolean table(LocalDate which) {
        return accounts.queryOne("select to_regclass('" + name(which) + "')::text") != null;
    }

    private static String name(LocalDate which) {
        return "fix_" + which.toString().replace("-", "");
    }
}
