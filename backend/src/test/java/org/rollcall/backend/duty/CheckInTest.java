package org.rollcall.backend.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.Proofs;
import org.rollcall.backend.testing.TestClock;

/** Checking in; among it cases 9 and 10 of DOMAIN section 11. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class CheckInTest {

    private static final String PATH = "/api/v1/me/check-ins";
    private static final double LON = 116.35217;
    private static final double HOME = 39.94173;

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;
    @Inject
    Misses misses;

    private Instant midnight;
    private UUID office;
    private UUID person;
    private People.Phone phone;
    private UUID schedule;
    private UUID morning;
    private UUID evening;

    @BeforeEach
    void twoWindowsADay() {
        // A midnight in Shanghai to come: tokens of the past have ended by the machine's clock.
        midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(40));
        office = people.office();
        person = people.takenIn(office);
        areas.home(person, areas.circle(LON, HOME, 1_000));
        phone = people.phone(person);
        schedule = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 480, 540, 900, tstzrange('2020-01-01', null))",
                schedule, person);
        morning = slot(8);
        evening = slot(20);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aCheckInStoresItsPlaceAndDoesItsSlot() {
        at("08:30:00");

        checkIn(fix("08:30:00", HOME)).statusCode(201).body("slot.id", equalTo(morning.toString()))
                .body("slot.state", equalTo("DONE")).body("fix.disposition", equalTo("STORED"));

        assertThat(state(morning)).isEqualTo("DONE");
        assertThat(fixes()).isEqualTo(1);
        assertThat(accounts.queryOne("select trigger from fix where supervisee_id = ?", person)).isEqualTo("CHECK_IN");
    }

    @Test
    void case9CheckInJustAfterMidnightDoesNotCount() {
        at("00:00:30");

        checkIn(fix("00:00:30", HOME)).statusCode(409);

        assertThat(state(morning)).isEqualTo("SCHEDULED");
        assertThat(state(evening)).isEqualTo("SCHEDULED");
        assertThat(fixes()).as("nobody asked for that place").isZero();
    }

    @Test
    void case10SecondCheckInInOneWindowIsKeptAndTheDutyIsDoneOnce() {
        at("08:10:00");
        checkIn(fix("08:10:00", HOME)).statusCode(201);
        at("08:40:00");

        checkIn(fix("08:40:00", HOME)).statusCode(201).body("slot.id", equalTo(morning.toString()))
                .body("slot.state", equalTo("DONE")).body("fix.disposition", equalTo("STORED"));

        assertThat(fixes()).isEqualTo(2);
        assertThat(accounts.queryOne("select count(*) from slot_entry where slot_id = ? and state = 'DONE'", morning))
                .isEqualTo(1L);
        assertThat(accounts.queryOne("select done_at = ? from slot where id = ?",
                midnight.plus(Duration.ofMinutes(490)).atOffset(ZoneOffset.UTC), morning)).isEqualTo(true);
    }

    @Test
    void case10ReplayOfTheSamePayloadMakesNoDuplicate() {
        slot(schedule(), 8);
        at("08:10:00");
        var payload = fix("08:10:00", HOME);
        String first = checkIn(payload).statusCode(201).extract().path("slot.id");
        at("08:50:00");

        checkIn(payload).statusCode(201).body("slot.id", equalTo(first)).body("slot.state", equalTo("DONE"))
                .body("fix.disposition", equalTo("DUPLICATE"));

        assertThat(fixes()).isEqualTo(1);
        assertThat(accounts.queryOne("select count(*) from slot where supervisee_id = ? and state = 'DONE'", person))
                .as("the other window at that time is not done by the replay").isEqualTo(1L);
    }

    @Test
    void theSameAtOnceIsDoneOnce() {
        slot(schedule(), 8);
        at("08:10:00");
        var payload = fix("08:10:00", HOME);

        var slots = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> checkIn(payload).statusCode(201).extract().<String>path("slot.id")))
                .toList().stream().map(CompletableFuture::join).distinct().toList();

        assertThat(slots).hasSize(1);
        assertThat(fixes()).isEqualTo(1);
    }

    @Test
    void anIdempotencyKeyIsTakenAndTheAnswerIsTheSame() {
        at("08:10:00");
        var payload = Map.of("fix", fix("08:10:00", HOME));
        var key = UUID.randomUUID().toString();
        var first = as(given()).header("Idempotency-Key", key).body(payload).post(PATH).then().statusCode(201)
                .body("slot.id", equalTo(morning.toString())).body("fix.disposition", equalTo("STORED")).extract()
                .asString();

        as(given()).header("Idempotency-Key", key).body(payload).post(PATH).then().statusCode(201).body(equalTo(first));
    }

    @Test
    void whereTheFirstAnswerWasLostTheKeyIsStillOfThatRequest() {
        at("08:10:00");
        var payload = Map.of("fix", fix("08:10:00", HOME));
        var key = UUID.randomUUID().toString();
        as(given()).header("Idempotency-Key", key).body(payload).post(PATH).then().statusCode(201);
        accounts.update("update idempotency_key set answer = null where account_id = ?", person);

        as(given()).header("Idempotency-Key", key).body(Map.of("fix", fix("08:11:00", HOME))).post(PATH).then()
                .statusCode(422);
        as(given()).header("Idempotency-Key", key).body(payload).post(PATH).then().statusCode(201)
                .body("slot.id", equalTo(morning.toString())).body("fix.disposition", equalTo("DUPLICATE"));
        assertThat(fixes()).isEqualTo(1);
    }

    @Test
    void twoRequestsWithOneKeyAtOnceAreOne() {
        at("08:30:00");
        var key = UUID.randomUUID().toString();

        var answers = IntStream.range(0, 6).mapToObj(i -> CompletableFuture.supplyAsync(
                () -> as(given()).header("Idempotency-Key", key).body(Map.of("fix", fix("08:1" + i + ":00", HOME)))
                        .post(PATH).statusCode()))
                .toList().stream().map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(201, 422).containsOnlyOnce(201);
        assertThat(fixes()).isEqualTo(1);
    }

    @Test
    void whatWasRefusedLeavesItsKeyFree() {
        at("00:00:30");
        var key = UUID.randomUUID().toString();
        as(given()).header("Idempotency-Key", key).body(Map.of("fix", fix("00:00:30", HOME))).post(PATH).then()
                .statusCode(409);
        at("08:30:00");

        as(given()).header("Idempotency-Key", key).body(Map.of("fix", fix("08:30:00", HOME))).post(PATH).then()
                .statusCode(201);
    }

    @Test
    void aClockThatIsAheadDoesNotDoTheEveningInTheMorning() {
        at("08:30:00");
        checkIn(fix("20:30:00", HOME)).statusCode(201).body("slot.id", equalTo(morning.toString()));

        assertThat(state(evening)).isEqualTo("SCHEDULED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:30:00", "16:30:00"})
    void aDueCheckInDoesNotFailByAWrongClock(String byThePhone) {
        at("08:30:00");
        var offset = Duration.between(clock.instant(), shanghai(byThePhone));
        var token = people.renew(phone).token();
        var fix = Map.of("fix", fix(byThePhone, HOME));
        String nonce = givenWithoutProof().auth().oauth2(token).contentType("application/json")
                .header("DPoP", proof(token, offset, null)).body(fix).post(PATH).then().statusCode(401).extract()
                .header("DPoP-Nonce");

        givenWithoutProof().auth().oauth2(token).contentType("application/json")
                .header("DPoP", proof(token, offset, nonce)).body(fix).post(PATH).then().statusCode(201)
                .body("slot.id", equalTo(morning.toString())).body("slot.state", equalTo("DONE"))
                .body("fix.disposition", equalTo("STORED"));

        assertThat(accounts.queryOne("select fixed_at = ? from fix where supervisee_id = ?",
                shanghai(byThePhone).atOffset(ZoneOffset.UTC), person)).as("what the phone said is kept")
                .isEqualTo(true);
        assertThat(accounts.queryOne("select abs(extract(epoch from done_at - ?)) < 5 from slot where id = ?",
                shanghai("08:30:00").atOffset(ZoneOffset.UTC), morning)).as("by our clock").isEqualTo(true);
    }

    private String proof(String token, Duration offset, String nonce) {
        var claims = Proofs.claims("POST", PATH, token, clock.instant().plus(offset));
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        return phone.key().sign(Proofs.header(phone.key()), claims);
    }

    @Test
    void whatArrivesAfterTheMissIsLateAndClearsItsAlert() {
        at("09:20:00");
        misses.stateDueBy(clock.instant()).await().atMost(Duration.ofSeconds(20));
        assertThat(state(morning)).isEqualTo("MISSED");

        checkIn(fix("08:30:00", HOME)).statusCode(201).body("slot.state", equalTo("LATE"));

        assertThat(accounts.queryOne("select condition from alert where supervisee_id = ? and code = 'CHECKIN_MISSED'",
                person)).isEqualTo("CLEARED");
    }

    @Test
    void whereTheSlotIsSettledAndOverNothingIsAsked() {
        at("08:30:00");
        checkIn(fix("08:30:00", HOME)).statusCode(201);
        at("12:00:00");

        checkIn(fix("12:00:00", HOME)).statusCode(409);

        assertThat(fixes()).isEqualTo(1);
    }

    @Test
    void outsideACollectionPeriodNothingIsAskedAndNothingStored() {
        accounts.update("delete from collection_period where supervisee_id = ?", person);
        at("08:30:00");

        checkIn(fix("08:30:00", HOME)).statusCode(409);

        assertThat(fixes()).isZero();
        assertThat(state(morning)).isEqualTo("SCHEDULED");
        assertThat(accounts.queryOne("select refused_count from standing where supervisee_id = ?", person))
                .isEqualTo(1L);
    }

    @Test
    void aCheckInAwayIsDoneAndAskedForABurst() {
        at("08:30:00");

        checkIn(fix("08:30:00", HOME + 0.05)).statusCode(201).body("slot.state", equalTo("DONE"))
                .body("burst.fixes", equalTo(3))
                .body("collection.mode", equalTo("CONTINUOUS"));
    }

    @Test
    void theSlotMayBeNamedAndMustBeOnesOwn() {
        var other = slot(schedule(), 8);
        at("08:30:00");
        as(given()).body(Map.of("slotId", other.toString(), "fix", fix("08:30:00", HOME))).post(PATH).then()
                .statusCode(201).body("slot.id", equalTo(other.toString()));

        var stranger = people.phone(people.takenIn(office));
        given().auth().oauth2(people.renew(stranger).token()).contentType("application/json")
                .body(Map.of("slotId", morning.toString(), "fix", fix("08:31:00", HOME))).post(PATH).then()
                .statusCode(409);
        assertThat(state(morning)).isEqualTo("SCHEDULED");
    }

    @Test
    void whatIsNoFixIsRefused() {
        at("08:30:00");
        var beyond = fix("08:30:00", 91);
        checkIn(beyond).statusCode(400);
        as(givenAnyRequest()).body(Map.of()).post(PATH).then().statusCode(400);
        as(given()).body("{").post(PATH).then().statusCode(400);
        var unknown = fix("08:30:00", HOME);
        unknown.put("wifi", "home");
        checkIn(unknown).statusCode(400);
        assertThat(state(morning)).isEqualTo("SCHEDULED");
    }

    @Test
    void onlyAPhoneMayCheckIn() {
        var body = Map.of("fix", fix("08:30:00", HOME));
        given().contentType("application/json").body(body).post(PATH).then().statusCode(401);
        given().auth().oauth2(accounts.token("OFFICER", office)).contentType("application/json").body(body).post(PATH)
                .then().statusCode(403);
    }

    private ValidatableResponse checkIn(Map<String, Object> fix) {
        return as(given()).body(Map.of("fix", fix)).post(PATH).then();
    }

    private RequestSpecification as(RequestSpecification request) {
        return request.auth().oauth2(people.renew(phone).token()).contentType("application/json");
    }

    private Map<String, Object> fix(String time, double lat) {
        return new HashMap<>(
                Map.of("fixedAt", shanghai(time).toString(), "lon", LON, "lat", lat, "accuracyMetres", 10));
    }

    private void at(String time) {
        clock.set(shanghai(time));
    }

    private Instant shanghai(String time) {
        return midnight.plusSeconds(java.time.LocalTime.parse(time).toSecondOfDay());
    }

    private UUID schedule() {
        var id = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 480, 540, 900, tstzrange('2020-01-01', null))",
                id, person);
        return id;
    }

    private UUID slot(int hour) {
        return slot(schedule, hour);
    }

    private UUID slot(UUID ofSchedule, int hour) {
        var id = UUID.randomUUID();
        var opens = midnight.plus(Duration.ofHours(hour)).atOffset(ZoneOffset.UTC);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (?, ?, ?, 'CHECK_IN', 1, ?, ?, ?, 'SCHEDULED')", id, ofSchedule, person,
                opens,
                opens.plusHours(1), opens.plusMinutes(75));
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'SCHEDULED', now())", id);
        return id;
    }

    private Object state(UUID slot) {
        return accounts.queryOne("select state from slot where id = ?", slot);
    }

    private long fixes() {
        return (long) accounts.queryOne("select count(*) from fix where supervisee_id = ?", person);
    }
}
