package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** What late fixes would have raised: recorded later, no live alert (rule 9 of the alert catalogue). */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class LateCausesTest {

    private static final String PATH = "/api/v1/late-causes";

    @Inject
    Intake intake;
    @Inject
    LateSweep sweep;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;

    private Instant start;
    private Walker walker;

    @BeforeEach
    void somebodyWhoWasOutOfReach() {
        accounts.update("delete from late_look");
        walker = new Walker(accounts, people, areas);
        start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(6));
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void whatABacklogWouldHaveRaisedIsListedAndNobodyIsCalled() {
        take(30, 0, Walker.LAT);
        take(30, 30, Walker.AWAY);
        take(30, 60, Walker.LAT);
        sweepLater();

        assertThat(walker.count("select count(*) from alert where supervisee_id = ? and code = 'AREA_EXIT'",
                walker.person)).isZero();
        list("OFFICER", walker.office).body("items", hasSize(1)).body("items[0].code", equalTo("AREA_EXIT"))
                .body("items[0].superviseeId", equalTo(walker.person.toString()))
                .body("items[0].since", equalTo(minute(30).toString()))
                .body("items[0].endedAt", equalTo(minute(60).toString()))
                .body("items[0].lateFixes", equalTo(31));
        assertThat(walker.count(
                "select count(*) from outbox where account_id = ? and message ->> 'code' <> 'TASK_WAITING'",
                walker.officer)).isZero();
    }

    @Test
    void officerIsToldOnceADayByDayWhateverComes() {
        inTheMorning(10);
        take(15, 0, Walker.AWAY);
        take(15, 15, Walker.LAT);
        take(15, 30, Walker.AWAY);
        take(15, 45, Walker.LAT);
        sweepLater();
        take(15, 150, Walker.AWAY);
        sweepLater();

        assertThat(causes().split(", ")).hasSize(3);
        assertThat(told()).isEqualTo("TASK_WAITING INFORMATION");
        assertThat(accounts.queryOne("select next_at <= created_at from outbox where account_id = ?", walker.officer))
                .isEqualTo(true);
        assertThat(accounts.queryOne("select message ->> 'objectId' = (select min(id::text) from late_cause where"
                + " supervisee_id = ?) from outbox where account_id = ?", walker.person, walker.officer))
                .isEqualTo(true);
    }

    @Test
    void noPhoneRingsAtNightAndTheInboxHasItAtOnce() {
        inTheMorning(2);
        take(15, 30, Walker.AWAY);
        sweepLater();

        assertThat(told()).isEqualTo("TASK_WAITING INFORMATION");
        assertThat(accounts.queryOne("select to_char(next_at at time zone 'Asia/Shanghai', 'HH24:MI') || ' '"
                + " || (next_at - created_at < interval '6 hours') from outbox where account_id = ?", walker.officer))
                .isEqualTo("08:00 true");
        given().auth().oauth2(Accounts.signIn(walker.officer.toString())).get("/api/v1/me/inbox").then()
                .statusCode(200).body("items", hasSize(1));
    }

    @Test
    void whatIsSeenAgainIsNotToldAgain() {
        take(15, 30, Walker.AWAY);
        sweepLater();
        accounts.update("delete from late_notice where supervisee_id = ?", walker.person);
        // Another look at that time, by a fix before it that began no row.
        take(1, 10, Walker.AWAY);
        take(1, 20, Walker.LAT);
        sweepLater();

        assertThat(causes()).isEqualTo("AREA_EXIT:PHONE 15 15");
        assertThat(told()).isEqualTo("TASK_WAITING INFORMATION");
    }

    /** The looks are at that hour of the legal zone. */
    private void inTheMorning(int hour) {
        var zone = ZoneId.of("Asia/Shanghai");
        var day = LocalDate.ofInstant(Instant.now(), zone).minusDays(1);
        start = day.atTime(hour, 0).atZone(zone).toInstant().minus(Duration.ofHours(5));
    }

    private String told() {
        return (String) accounts
                .queryOne("select string_agg(message ->> 'code' || ' ' || (message ->> 'severity'), ', ')"
                        + " from outbox where account_id = ?", walker.officer);
    }

    @Test
    void aBacklogThatComesOneByOneIsLookedAtAsOne() {
        for (int i = 0; i < 15; i++) {
            clock.set(start.plus(Duration.ofHours(5)).plusSeconds(i));
            Walker.await(intake.take(walker.phone, List.of(Walker.fix(minute(30 + i), Walker.AWAY))));
        }
        sweepLater();

        assertThat(causes()).isEqualTo("AREA_EXIT:PHONE 15 15");
    }

    @Test
    void whatIsStillComingInIsLeftAlone() {
        take(15, 30, Walker.AWAY);

        sweep(start.plus(Duration.ofHours(5)).plus(Duration.ofMinutes(9)));

        assertThat(causes()).isNull();
    }

    @Test
    void whatAnAlertWasOpenForIsNotListed() {
        live(15, 30, Walker.AWAY);
        assertThat(walker.count("select count(*) from alert where supervisee_id = ? and code = 'AREA_EXIT'",
                walker.person)).isOne();
        // Between those that came in time.
        var between = new ArrayList<ReportedFix>();
        for (int i = 0; i < 15; i++) {
            between.add(Walker.fix(minute(30 + i).plusSeconds(20), Walker.AWAY));
        }
        clock.set(start.plus(Duration.ofHours(5)));
        Walker.await(intake.take(walker.phone, between));
        sweepLater();

        assertThat(causes()).isNull();
    }

    @Test
    void oneFixOutsideRaisesNothingLaterAsItRaisesNothingLive() {
        take(10, 0, Walker.LAT);
        take(1, 10, Walker.AWAY);
        take(10, 11, Walker.LAT);
        sweepLater();

        assertThat(causes()).isNull();
        assertThat(walker.count("select count(*) from late_look where supervisee_id = ?", walker.person)).isZero();
    }

    @Test
    void moreOfTheSameTimeReplacesWhatWasSeenBefore() {
        take(15, 40, Walker.AWAY);
        sweepLater();
        take(10, 30, Walker.AWAY);
        sweepLater();

        assertThat(causes()).isEqualTo("AREA_EXIT:PHONE 25 25");
        assertThat(walker.count("select count(*) from late_cause where supervisee_id = ?", walker.person))
                .as("what was seen first is not forgotten").isEqualTo(2);
    }

    @Test
    void aLongBacklogIsLookedAtDayByDay() {
        var longAgo = start.minus(Duration.ofDays(3));
        for (int day = 0; day < 3; day++) {
            var fixes = new ArrayList<ReportedFix>();
            for (int i = 0; i < 15; i++) {
                fixes.add(Walker.fix(longAgo.plus(Duration.ofDays(day)).plusSeconds(60L * i), Walker.AWAY));
            }
            fixes.add(Walker.fix(longAgo.plus(Duration.ofDays(day)).plusSeconds(3_600), Walker.LAT));
            clock.set(start.plus(Duration.ofHours(5)));
            Walker.await(intake.take(walker.phone, fixes));
        }
        sweepLater();

        assertThat(causes()).isEqualTo("AREA_EXIT:PHONE 16 16, AREA_EXIT:PHONE 16 16, AREA_EXIT:PHONE 16 16");
    }

    /** No live judgement follows a clock that is ahead: setting it may not hide anybody. */
    @Test
    void whoseClockIsEightMinutesAheadIsSeenLater() {
        for (int i = 0; i < 15; i++) {
            clock.set(minute(30 + i));
            Walker.await(intake.take(walker.phone, List.of(Walker.fix(minute(38 + i), Walker.AWAY))));
        }
        sweepLater();

        assertThat(walker.count("select count(*) from alert where supervisee_id = ? and code = 'AREA_EXIT'",
                walker.person)).isZero();
        assertThat(causes()).isEqualTo("AREA_EXIT:PHONE 15 15");
    }

    @Test
    void aTimeThatIsMoreThanADayAheadIsLeftToWhoeverLooksAtTheClock() {
        for (int i = 0; i < 15; i++) {
            clock.set(minute(30 + i));
            Walker.await(intake.take(walker.phone,
                    List.of(Walker.fix(minute(30 + i).plus(Duration.ofHours(25)), Walker.AWAY))));
        }

        assertThat(walker.count("select count(*) from late_look where supervisee_id = ?", walker.person)).isZero();
    }

    /** DOMAIN 3.12 and its section on retention: what is linked is copied before raw rows go. */
    @Test
    void itsFixesAreNamedSoThatTheyAreKept() {
        take(15, 30, Walker.AWAY);
        sweepLater();

        assertThat(walker.count("select count(*) from fix_link l join late_cause c on c.id = l.object_id"
                + " where l.supervisee_id = ? and l.kind = 'LATE_CAUSE'", walker.person)).isEqualTo(15);
    }

    @Test
    void nobodySeesThoseOfOthers() {
        take(15, 30, Walker.AWAY);
        sweepLater();

        list("OFFICER", people.office()).body("items", hasSize(0));
        list("PROSECUTOR", walker.office).body("items", hasSize(1));
        given().auth().oauth2(accounts.token("OFFICER", walker.office)).queryParam("superviseeId", UUID.randomUUID())
                .get(PATH).then().statusCode(200).body("items", hasSize(0));
        given().auth().oauth2(accounts.token("ADMIN", walker.office)).get(PATH).then().statusCode(403);
        given().auth().oauth2(walker.token).get(PATH).then().statusCode(403);
        given().get(PATH).then().statusCode(401);
    }

    private void take(int howMany, int fromMinute, double lat) {
        clock.set(start.plus(Duration.ofHours(5)));
        var fixes = new ArrayList<ReportedFix>();
        for (int i = 0; i < howMany; i++) {
            fixes.add(Walker.fix(minute(fromMinute + i), lat));
        }
        Walker.await(intake.take(walker.phone, fixes));
    }

    private void live(int howMany, int fromMinute, double lat) {
        for (int i = 0; i < howMany; i++) {
            clock.set(minute(fromMinute + i));
            Walker.await(intake.take(walker.phone, List.of(Walker.fix(minute(fromMinute + i), lat))));
        }
    }

    private void sweepLater() {
        sweep(start.plus(Duration.ofHours(5)).plus(Duration.ofMinutes(11)));
    }

    private void sweep(Instant now) {
        clock.set(now);
        Walker.await(sweep.sweep(now));
    }

    private Instant minute(int minute) {
        return start.plus(Duration.ofMinutes(minute));
    }

    private String causes() {
        return (String) accounts.queryOne("select string_agg(cause_key || ' ' || fixes || ' ' || late_fixes, ', '"
                + " order by opened_at) from late_cause where supervisee_id = ? and replaced_at is null",
                walker.person);
    }

    private ValidatableResponse list(String role, UUID unit) {
        return given().auth().oauth2(accounts.token(role, unit)).get(PATH).then().statusCode(200);
    }
}
