package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.location.Disposition.DUPLICATE;
import static org.rollcall.backend.location.Disposition.OUTSIDE_COLLECTION;
import static org.rollcall.backend.location.Disposition.STORED;
import static org.rollcall.backend.location.Disposition.SURPLUS;
import static org.rollcall.backend.location.Walker.await;
import static org.rollcall.backend.location.Walker.dispositions;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.collection.LocationMode;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;
import org.rollcall.geofence.Fix;

/** What is kept of whom in which mode (DOMAIN 3.7, case 16, invariant 7), through intake and into the database. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class LawfulCollectionTest {

    @Inject
    Intake intake;
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

    private Instant begin;
    private UUID office;
    private UUID person;
    private EnrolledDevice phone;
    private String officer;
    private String county;

    @BeforeEach
    void somebodyWhoChecksIn() {
        begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(30); // after each mode that a test sets
        person = people.takenInForCheckpoints();
        office = (UUID) accounts.queryOne("select unit_id from supervisee where id = ?", person);
        areas.home(person, areas.circle(Walker.LON, Walker.LAT, 1_000));
        phone = new EnrolledDevice(people.phone(person).device(), person, DeviceKind.PHONE, Dialect.NATIVE);
        officer = accounts.staff("OFFICER", office);
        county = accounts.staff("COUNTY_OFFICER", office);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void withoutAModeOnlyFixesOfDutiesAreKeptAndTheOthersAreCountedAndForgotten() {
        var timer = timer(0);
        double before = surplusMetric();

        assertThat(take(timer, checkIn(60))).containsExactly(SURPLUS, STORED);
        assertThat(take(timer)).containsExactly(SURPLUS);

        assertThat(fixes()).isOne();
        assertThat(count("surplus_count")).isEqualTo(2);
        assertThat(count("refused_count")).isZero();
        assertThat(count("judged_seq")).isOne();
        assertThat(surplusMetric() - before).isEqualTo(2);
    }

    @Test
    void sparseFixesAreKeptAnIntervalApartWhateverTheOrderAndTheBatches() {
        set(Map.of("mode", "SPARSE", "intervalMinutes", 60, "hours", Map.of("from", "00:00", "until", "24:00"),
                "notifiedAt", begin.toString()));
        clock.set(begin.plus(Duration.ofHours(9)));

        assertThat(take(timer(0), timer(1_800), timer(3_600))).containsExactly(STORED, SURPLUS, STORED);
        assertThat(take(timer(5_400))).containsExactly(SURPLUS);
        assertThat(take(timer(7_200), timer(1_800), timer(0))).containsExactly(STORED, SURPLUS, DUPLICATE);
        assertThat(fixes()).isEqualTo(3);
    }

    /** A resend gets the same answer, also of what is kept without advancing anything. */
    @Test
    void aFixFromTheFutureThatIsKeptIsADuplicateAndNoSurplusOfItself() {
        set(Map.of("mode", "SPARSE", "intervalMinutes", 60, "hours", Map.of("from", "00:00", "until", "24:00"),
                "notifiedAt", begin.toString()));
        clock.set(begin.plus(Duration.ofHours(3)));
        take(timer(0));

        assertThat(take(timer(3 * 3_600 + 600))).containsExactly(STORED);
        assertThat(take(timer(3 * 3_600 + 600))).containsExactly(DUPLICATE);
        assertThat(count("surplus_count")).isZero();
    }

    @Test
    void aModeHoldsForFixesOfItsTimeOnly() {
        set(Map.of("mode", "SPARSE", "intervalMinutes", 60, "hours", Map.of("from", "00:00", "until", "24:00"),
                "notifiedAt", begin.toString(), "validUntil", begin.plus(Duration.ofHours(2)).toString()));
        clock.set(begin.plus(Duration.ofHours(4)));

        assertThat(take(timer(-60), timer(0), timer(7_199), timer(7_200)))
                .containsExactly(SURPLUS, STORED, STORED, SURPLUS);
    }

    @Test
    void aTripModeHoldsWhileThePermissionIsInForce() {
        var permission = areas.permission(person, areas.circle(117, 40, 1_000), begin.plus(Duration.ofHours(1)),
                begin.plus(Duration.ofDays(2)));
        set(Map.of("mode", "TRIP", "intervalMinutes", 30, "permissionId", permission.toString()));
        clock.set(begin.plus(Duration.ofHours(5)));
        assertThat(take(timer(60), timer(3_600), timer(7_200))).containsExactly(SURPLUS, STORED, STORED);

        given().auth().oauth2(Accounts.signIn(officer)).contentType("application/json")
                .body(Map.of("reason", "回来了", "from", begin.plus(Duration.ofHours(3)).toString()))
                .post("/api/v1/permissions/" + permission + "/revocation").then().statusCode(200);

        assertThat(take(timer(9_000), timer(10_800), timer(3_600))).containsExactly(STORED, SURPLUS, DUPLICATE);
    }

    @Test
    void byTheMinuteWhileTheInstructionHoldsAndNotAnInstantLonger() {
        var end = begin.plus(Duration.ofHours(1));
        var instruction = given().auth().oauth2(Accounts.signIn(officer)).contentType("application/json")
                .body(Map.of("documentNumber", "司法法制〔2026〕12号", "issuedBy", "法制科", "reason", "重点监管", "validUntil",
                        end.toString()))
                .post("/api/v1/supervisees/" + person + "/legal-instructions").then().statusCode(201).extract()
                .path("id");
        set(Map.of("mode", "CONTINUOUS", "intervalMinutes", 5, "instructionId", instruction));
        clock.set(begin.plus(Duration.ofHours(2)));

        assertThat(take(timer(0), timer(60), timer(3_599), timer(3_600)))
                .containsExactly(STORED, STORED, STORED, SURPLUS);
    }

    @Test
    void aBraceletReportsByAnOrderForItsSerialNumberToTheDay() {
        var zone = ZoneId.of("Asia/Shanghai");
        var first = begin.atZone(zone).toLocalDate();
        var last = first.plusMonths(3).minusDays(1);
        var bracelet = bracelet("SN-1 " + person);
        assertThat(dispositions(await(intake.take(bracelet, List.of(timer(0))))))
                .containsExactly(OUTSIDE_COLLECTION);

        order("SN-1 " + person, first.toString(), last.toString());

        var end = last.plusDays(1).atStartOfDay(zone).toInstant();
        clock.set(begin.plusSeconds(60));
        assertThat(dispositions(await(intake.take(bracelet, List.of(timer(60)))))).containsExactly(STORED);
        clock.set(end.plusSeconds(60));
        assertThat(dispositions(await(intake.take(bracelet, List.of(Walker.fix(end, Walker.LAT))))))
                .containsExactly(OUTSIDE_COLLECTION);
        assertThat(accounts.queryOne("select refused_count from standing where supervisee_id = ?"
                + " and device_kind = 'BRACELET'", person)).isEqualTo(2L);
        // The phone has nothing of it.
        assertThat(take(timer(120))).containsExactly(SURPLUS);
    }

    @Test
    void anOrderForAnotherSerialNumberIsNone() {
        var bracelet = bracelet("SN-2 " + person);
        var today = begin.atZone(ZoneId.of("Asia/Shanghai")).toLocalDate();

        order("SN-3 " + person, today.toString(), today.plusDays(10).toString());

        assertThat(dispositions(await(intake.take(bracelet, List.of(timer(0)))))).containsExactly(OUTSIDE_COLLECTION);
    }

    @Test
    void thePhoneIsToldHowToReport() {
        var first = await(intake.take(phone, List.of(checkIn(0))));
        assertThat(first.collection().orElseThrow().mode()).isEqualTo(LocationMode.CHECKPOINT);
        assertThat(first.collection().orElseThrow().periodic()).isFalse();

        set(Map.of("mode", "SPARSE", "intervalMinutes", 60, "hours", Map.of("from", "00:00", "until", "23:59"),
                "notifiedAt", begin.toString(), "validUntil", begin.plus(Duration.ofDays(9)).toString()));

        given().auth().oauth2(people.renew(new People.Phone(person, phone.id(), null, null)).token())
                .contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("fixedAt", begin.toString(), "lon", Walker.LON, "lat", Walker.LAT,
                        "trigger", "TIMER"))))
                .post("/api/v1/me/fixes").then().statusCode(200)
                .body("collection.mode", org.hamcrest.Matchers.equalTo("SPARSE"))
                .body("collection.intervalSeconds", org.hamcrest.Matchers.equalTo(3_600))
                .body("collection.hours.until", org.hamcrest.Matchers.equalTo("23:59"))
                .body("collection.until",
                        org.hamcrest.Matchers.equalTo(begin.plus(Duration.ofDays(9)).toString()));
        accounts.update("delete from collection_period where supervisee_id = ?", person);
        accounts.update("update standing set rules_version = rules_version + 1 where supervisee_id = ?", person);
        assertThat(await(intake.take(phone, List.of(checkIn(4_000)))).collection()).isEmpty();
    }

    /** For clients that are told in commands, which would be a nuisance with every answer. */
    @Test
    void howToReportIsSaidUnaskedOnceToADeviceToWhichItIsNew() {
        assertThat(answer(checkIn(0)).toTell()).as("known").isEmpty();
        assertThat(answer(timer(60)).toTell()).as("not asked for").isEmpty();

        set(Map.of("mode", "CHECKPOINT"));

        assertThat(answer(checkIn(1_200)).toTell()).as("the rules have changed").isPresent();
        assertThat(answer(checkIn(2_400)).toTell()).as("known").isEmpty();
        phone = new EnrolledDevice(people.phone(person).device(), person, DeviceKind.PHONE, Dialect.NATIVE);
        assertThat(answer(checkIn(3_600)).toTell()).as("another phone").isPresent();
    }

    /** Recorded on Monday for Thursday: nobody changes a rule on Thursday. */
    @Test
    void aTripIsToldOnceWhenTheLeaveBeginsAndWhenItEnds() {
        var app = people.ownTracks(person);
        var leave = areas.permission(person, areas.circle(117, 40, 1_000), begin.plus(Duration.ofDays(3)),
                begin.plus(Duration.ofDays(5)));
        set(Map.of("mode", "TRIP", "intervalMinutes", 30, "permissionId", leave.toString()));

        ownTracks(app, Duration.ZERO).body("[0].configuration.monitoring", equalTo(0));
        ownTracks(app, Duration.ofDays(3)).body("[0].configuration.monitoring", equalTo(1))
                .body("[0].configuration.locatorInterval", equalTo(1_800));
        ownTracks(app, Duration.ofDays(4)).body("", equalTo(List.of()));
        ownTracks(app, Duration.ofDays(5)).body("[0].configuration.monitoring", equalTo(0));
    }

    @Test
    void aModeIsToldWhenItsTimeComesAndWhenItIsOver() {
        set(Map.of("mode", "SPARSE", "intervalMinutes", 60, "hours", Map.of("from", "00:00", "until", "24:00"),
                "notifiedAt", begin.toString(), "validFrom", begin.plus(Duration.ofHours(2)).toString(), "validUntil",
                begin.plus(Duration.ofHours(4)).toString()));
        clock.set(begin);
        assertThat(answer(timer(0)).toTell()).as("the rules have changed").isPresent();
        clock.set(begin.plus(Duration.ofHours(2)).minusMillis(1));
        assertThat(answer(checkIn(7_199)).toTell()).as("known").isEmpty();

        clock.set(begin.plus(Duration.ofHours(2)));
        assertThat(answer(timer(7_200)).toTell().orElseThrow().mode()).isEqualTo(LocationMode.SPARSE);
        assertThat(answer(timer(7_201)).toTell()).as("known").isEmpty();
        clock.set(begin.plus(Duration.ofHours(4)));
        assertThat(answer(timer(14_400)).toTell().orElseThrow().mode()).isEqualTo(LocationMode.CHECKPOINT);
        assertThat(answer(checkIn(14_401)).toTell()).as("known").isEmpty();
    }

    @Test
    void whoSendsBeforeIntakeIsToldWhenItHasBegun() {
        accounts.update("update collection_period set valid = tstzrange(?::timestamptz, null) where supervisee_id = ?",
                begin.plus(Duration.ofHours(1)).toString(), person);
        accounts.update("update standing set rules_version = rules_version + 1 where supervisee_id = ?", person);
        clock.set(begin);
        assertThat(answer(timer(0)).toTell()).as("nothing may be collected").isEmpty();

        clock.set(begin.plus(Duration.ofHours(1)));

        assertThat(answer(timer(3_600)).toTell()).isPresent();
        assertThat(answer(checkIn(3_660)).toTell()).as("known").isEmpty();
    }

    /** Versions N and N+1 run side by side: N writes what it knows, and leaves the instant as it is. */
    @Test
    void whomANodeOfTheVersionBeforeToldSinceIsToldOfWhatBeganSince() {
        set(Map.of("mode", "SPARSE", "intervalMinutes", 60, "hours", Map.of("from", "00:00", "until", "24:00"),
                "notifiedAt", begin.toString(), "validFrom", begin.plus(Duration.ofHours(2)).toString()));
        clock.set(begin);
        answer(timer(0));
        var other = people.phone(person).device();
        accounts.update("update standing set told_version = rules_version, told_device_id = ?,"
                + " last_contact_at = ?::timestamptz where supervisee_id = ?", other,
                begin.plus(Duration.ofHours(1)).toString(), person);
        phone = new EnrolledDevice(other, person, DeviceKind.PHONE, Dialect.NATIVE);
        clock.set(begin.plus(Duration.ofHours(1)));
        assertThat(answer(checkIn(3_600)).toTell()).as("known by what the node before wrote").isEmpty();

        clock.set(begin.plus(Duration.ofHours(3)));

        assertThat(answer(timer(10_800)).toTell()).isPresent();
        assertThat(answer(timer(10_860)).toTell()).as("known").isEmpty();
    }

    @Test
    void whomOnlyANodeOfTheVersionBeforeToldIsToldOfWhatBeganSince() {
        set(Map.of("mode", "SPARSE", "intervalMinutes", 60, "hours", Map.of("from", "00:00", "until", "24:00"),
                "notifiedAt", begin.toString(), "validFrom", begin.plus(Duration.ofHours(2)).toString()));
        clock.set(begin.plus(Duration.ofHours(3)));
        answer(timer(10_800));
        accounts.update("update standing set told_at = null, last_contact_at = ?::timestamptz where supervisee_id = ?",
                begin.plus(Duration.ofHours(1)).toString(), person);

        assertThat(answer(timer(10_860)).toTell()).isPresent();
        assertThat(answer(timer(10_920)).toTell()).as("known").isEmpty();
    }

    /** The answer to the first may have been lost, with what it said. */
    @Test
    void whoSendsTheSameAgainIsToldAgain() {
        set(Map.of("mode", "CHECKPOINT"));

        assertThat(answer(checkIn(0)).toTell()).as("the rules have changed").isPresent();
        assertThat(answer(checkIn(0)).toTell()).as("it may have missed that").isPresent();
        assertThat(answer(checkIn(1_200)).toTell()).as("known").isEmpty();
        clock.advance(Duration.ofDays(15));
        assertThat(answer(checkIn(0)).toTell()).as("long ago").isEmpty();
    }

    /** What is not kept cannot be known again. */
    @Test
    void whoGoesOnByATimerThatIsOffIsToldAgain() {
        set(Map.of("mode", "CHECKPOINT"));
        assertThat(answer(timer(0)).toTell()).as("the rules have changed").isPresent();

        assertThat(answer(timer(0)).toTell()).as("it may have missed that").isPresent();
        assertThat(answer(checkIn(60)).toTell()).as("as it is asked for").isEmpty();
        clock.advance(Duration.ofDays(15));
        assertThat(answer(timer(120)).toTell()).as("it does not listen").isEmpty();
    }

    @Test
    void howFarAClockIsOffAndWhenSomethingCameIsKeptWithTheStanding() {
        for (int i = 0; i < 3; i++) {
            clock.set(begin.plusSeconds(40L * i));
            take(Walker.at(begin.plusSeconds(480 + 40L * i), Walker.LAT).sentAt(begin.plusSeconds(480 + 40L * i))
                    .build());
        }

        assertThat((long) accounts.queryOne("select clock_ahead_ms from standing where supervisee_id = ?", person))
                .isBetween(479_000L, 481_000L);
        assertThat(accounts.queryOne("select clock_off_since is not null and last_contact_at between ? and ?"
                + " from standing where supervisee_id = ?", begin.plusSeconds(60).atOffset(java.time.ZoneOffset.UTC),
                begin.plusSeconds(90).atOffset(java.time.ZoneOffset.UTC), person)).isEqualTo(true);
    }

    private List<Disposition> take(ReportedFix... fixes) {
        return dispositions(answer(fixes));
    }

    private IntakeAnswer answer(ReportedFix... fixes) {
        return await(intake.take(phone, List.of(fixes)));
    }

    private ValidatableResponse ownTracks(People.ForeignPhone app, Duration since) {
        clock.set(begin.plus(since));
        return givenAnyRequest().auth().preemptive().basic(app.device().toString(), app.secret())
                .contentType("application/json").body("{\"_type\":\"location\",\"tid\":\"a1\",\"lat\":39.94173,"
                        + "\"lon\":116.35217,\"acc\":10,\"tst\":" + begin.plus(since).getEpochSecond() + "}")
                .post("/api/v1/ingest/owntracks").then().statusCode(200);
    }

    private ReportedFix timer(int seconds) {
        return Walker.fix(begin.plusSeconds(seconds), Walker.LAT);
    }

    private ReportedFix checkIn(int seconds) {
        return Walker.at(begin.plusSeconds(seconds), Walker.LAT).trigger(Fix.Trigger.CHECK_IN).build();
    }

    private void set(Map<String, Object> mode) {
        var body = new HashMap<>(mode);
        body.put("basis", "CCL 26");
        body.put("reason", "测试");
        given().auth().oauth2(Accounts.signIn(officer)).contentType("application/json").body(body)
                .post("/api/v1/supervisees/" + person + "/location-modes").then().statusCode(201);
    }

    private void order(String serial, String first, String last) {
        given().auth().oauth2(Accounts.signIn(county)).contentType("application/json")
                .body(Map.of("serialNumber", serial, "ground", "REFUSED_TO_REPORT", "evidence", "警告在卷",
                        "documentNumber", "3号", "approverName", "李建国", "approverRole", "COUNTY_BUREAU_HEAD", "firstDay",
                        first, "lastDay", last))
                .post("/api/v1/supervisees/" + person + "/positioning-orders").then().statusCode(201);
    }

    private EnrolledDevice bracelet(String serial) {
        return new EnrolledDevice(accounts.bracelet(person, serial), person, DeviceKind.BRACELET, Dialect.TRACCAR);
    }

    private long fixes() {
        return (long) accounts.queryOne("select count(*) from fix where supervisee_id = ?", person);
    }

    private long count(String column) {
        return (long) accounts.queryOne("select " + column + " from standing where supervisee_id = ?"
                + " and device_kind = 'PHONE'", person);
    }

    private double surplusMetric() {
        return metrics.find("rollcall.intake.fixes").tag("disposition", "SURPLUS").counters().stream()
                .mapToDouble(counter -> counter.count()).sum();
    }
}
