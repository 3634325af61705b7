package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.location.Walker.await;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;
import org.rollcall.geofence.Fix;

/** A burst that a doubt asked for and that never came is somebody's work (DESIGN section 2). */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class BurstSweepTest {

    /** The burst and its way are over; the clock goes on while a test runs. */
    private static final Duration LATE = Duration.ofSeconds(150).plus(BurstsDue.ARRIVES_WITHIN);

    @Inject
    Intake intake;
    @Inject
    BurstSweep sweep;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private Walker walker;

    @BeforeEach
    void somebody() {
        clock.set(now);
        walker = new Walker(accounts, people, areas);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void officersAreToldOnceOfABurstThatNobodySent() {
        take(walker.phone, checkIn(0));

        sweepAt(LATE.minusSeconds(31));
        assertThat(told()).isZero();
        sweepAt(LATE);
        sweepAt(LATE.plusMinutes(10));

        assertThat(told()).isOne();
        var officer = Accounts.signIn(walker.officer.toString());
        String link = given().auth().oauth2(officer).get("/api/v1/me/inbox").then().statusCode(200)
                .body("items.size()", equalTo(1)).extract().path("items[0].link");
        given().auth().oauth2(officer).get("/api/v1" + link).then().statusCode(200)
                .body("kind", equalTo("BURST_UNANSWERED")).body("superviseeId", equalTo(walker.person.toString()));
    }

    @Test
    void theFirstFixOfTheBurstAnswersIt() {
        take(walker.phone, checkIn(0));
        take(walker.phone, burst(30));

        sweepAt(LATE);

        assertThat(told()).isZero();
    }

    @Test
    void aBurstThatComesWithTheCheckInAnswersIt() {
        clock.set(now.plusSeconds(60));
        take(walker.phone, checkIn(0), burst(20), burst(40));

        sweepAt(LATE.plusSeconds(60));

        assertThat(told()).isZero();
    }

    /** What is forgotten of it, and what was kept already, was sent all the same. */
    @Test
    void aBurstOfWhichNothingIsNewAnswersIt() {
        accounts.update("delete from location_mode where supervisee_id = ?", walker.person);
        walker.bump();
        take(walker.phone, burst(-30), burst(-20), burst(-10));
        take(walker.phone, checkIn(0));
        assertThat(waiting()).isOne();
        assertThat(Walker.dispositions(take(walker.phone, burst(30)))).containsOnly(Disposition.SURPLUS);

        assertThat(waiting()).isZero();

        clock.set(now.plus(Duration.ofDays(1)));
        take(walker.phone, checkIn(86_400), burst(86_410));
        accounts.update("insert into burst_due values (?, gen_random_uuid(), ?::timestamptz, ?::timestamptz)",
                walker.person, now.plus(Duration.ofDays(1)).toString(), now.plus(Duration.ofDays(2)).toString());
        assertThat(Walker.dispositions(take(walker.phone, burst(86_410)))).containsOnly(Disposition.DUPLICATE);

        assertThat(waiting()).isZero();
    }

    @Test
    void whoSendsTheSameAgainHearsOfTheBurstAgainAndHasTimeAnew() {
        assertThat(take(walker.phone, checkIn(0)).burst()).isPresent();
        clock.set(now.plusSeconds(200));

        var again = take(walker.phone, checkIn(0));

        assertThat(Walker.dispositions(again)).containsOnly(Disposition.DUPLICATE);
        assertThat(again.burst().orElseThrow().requestedAt()).isEqualTo(again.receivedAt());
        sweepAt(LATE);
        assertThat(told()).isZero();
        sweepAt(LATE.plusSeconds(200));
        assertThat(told()).isOne();
        assertThat(take(walker.phone, checkIn(0)).burst()).as("officers were told").isEmpty();
    }

    @Test
    void whoWasInDoubtTwiceAndHeardOfNoneIsAskedAgain() {
        take(walker.phone, checkIn(0));
        clock.set(now.plusSeconds(60));
        take(walker.phone, checkIn(60));

        assertThat(take(walker.phone, checkIn(60)).burst()).isPresent();
    }

    @Test
    void whoSendsTheSameAgainAndAgainIsNotWaitedForForEver() {
        for (int minutes = 0; minutes <= 28; minutes += 4) {
            clock.set(now.plus(Duration.ofMinutes(minutes)));
            assertThat(take(walker.phone, checkIn(0)).burst()).as("%d minutes", minutes).isPresent();
        }
        sweepAt(Duration.ofMinutes(29));
        assertThat(told()).isZero();

        sweepAt(Duration.ofMinutes(31));

        assertThat(told()).isOne();
    }

    @Test
    void whoHasSentTheBurstIsNotAskedAgain() {
        take(walker.phone, checkIn(0));

        assertThat(take(walker.phone, checkIn(0), burst(30)).burst()).isEmpty();
        assertThat(take(walker.phone, checkIn(0)).burst()).isEmpty();
    }

    /** What is wrong with one is no reason not to tell of the others, nor to forget it. */
    @Test
    void aTaskThatCannotBeToldKeepsUpNoOther() {
        var other = new Walker(accounts, people, areas);
        take(other.phone, checkIn(-1));
        take(walker.phone, checkIn(0));
        accounts.update("create function refuse_task() returns trigger language plpgsql as"
                + " 'begin raise exception ''not %'', new.id; end'");
        accounts.update("create trigger refuse_task before insert on staff_task for each row when (new.supervisee_id ="
                + " '" + other.person + "') execute function refuse_task()");
        try {
            sweepAt(LATE);
        } finally {
            accounts.update("drop function refuse_task() cascade");
        }
        assertThat(told()).isOne();
        assertThat(waiting(other)).isOne();

        sweepAt(LATE.plusMinutes(29));
        assertThat(waiting(other)).isOne();
        sweepAt(LATE.plusMinutes(30));

        assertThat(waiting(other)).isZero();
        assertThat(told(other)).isOne();
    }

    /** As while nodes are replaced. */
    @Test
    void aTaskOfAKindThatANewerVersionTellsOfIsShownAsAnother() {
        take(walker.phone, checkIn(0));
        sweepAt(LATE);
        var officer = Accounts.signIn(walker.officer.toString());
        String link = given().auth().oauth2(officer).get("/api/v1/me/inbox").then().extract().path("items[0].link");
        var known = accounts.queryOne("select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)"
                + " from pg_constraint where conname = 'staff_task_kind_check'");
        accounts.update("alter table staff_task drop constraint staff_task_kind_check");
        try {
            accounts.update("update staff_task set kind = 'OF_TOMORROW' where supervisee_id = ?", walker.person);

            given().auth().oauth2(officer).get("/api/v1" + link).then().statusCode(200).body("kind", equalTo("OTHER"));
        } finally {
            accounts.update("delete from staff_task where kind = 'OF_TOMORROW'");
            accounts.update("alter table staff_task add " + known);
        }
    }

    @Test
    void aBurstOfBeforeAnswersNothing() {
        take(walker.phone, checkIn(0));
        take(walker.phone, burst(-30));

        sweepAt(LATE);

        assertThat(told()).isOne();
    }

    @Test
    void eachRequestIsATaskAndOneThatIsRepeatedMeanwhileIsNone() {
        take(walker.phone, checkIn(0));
        clock.set(now.plusSeconds(60));
        take(walker.phone, Walker.checkIn(now.plusSeconds(60), Walker.DOUBTFUL));
        sweepAt(LATE);
        assertThat(told()).isOne();
        assertThat(waiting()).isZero();

        clock.set(now.plus(Duration.ofDays(1)));
        take(walker.phone, checkIn(86_400));
        sweepAt(LATE.plusDays(1));

        assertThat(told()).isEqualTo(2);
    }

    @Test
    void anAppThatHearsOfNoBurstIsNotWaitedFor() {
        take(new EnrolledDevice(walker.phone.id(), walker.person, DeviceKind.PHONE, Dialect.TRACCAR), checkIn(0));

        assertThat(waiting()).isZero();
    }

    @Test
    void whoIsAtHomeIsAskedForNothing() {
        take(walker.phone, Walker.checkIn(now, Walker.LAT));

        assertThat(waiting()).isZero();
    }

    @Test
    void nobodyIsToldOfSomebodyInCustody() {
        take(walker.phone, checkIn(0));
        accounts.update("update collection_period set valid = tstzrange('2020-01-01', ?::timestamptz)"
                + " where supervisee_id = ?", now.plusSeconds(60).toString(), walker.person);

        sweepAt(LATE);

        assertThat(told()).isZero();
        assertThat(waiting()).isZero();
    }

    private IntakeAnswer take(EnrolledDevice phone, ReportedFix... fixes) {
        return await(intake.take(phone, List.of(fixes)));
    }

    private void sweepAt(Duration since) {
        clock.set(now.plus(since));
        await(sweep.sweep(now.plus(since)));
    }

    private ReportedFix checkIn(int seconds) {
        return Walker.checkIn(now.plusSeconds(seconds), Walker.AWAY);
    }

    private ReportedFix burst(int seconds) {
        return Walker.at(now.plusSeconds(seconds), Walker.AWAY).trigger(Fix.Trigger.BURST).build();
    }

    private long told() {
        return told(walker);
    }

    private static long told(Walker walker) {
        return walker.count("select count(*) from outbox where account_id = ? and message ->> 'severity' = 'WARNING'"
                + " and message ->> 'code' = 'TASK_WAITING'", walker.officer);
    }

    private long waiting() {
        return waiting(walker);
    }

    private static long waiting(Walker walker) {
        return walker.count("select count(*) from burst_due where supervisee_id = ?", walker.person);
    }
}
