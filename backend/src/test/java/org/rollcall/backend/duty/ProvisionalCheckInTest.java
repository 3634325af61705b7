package org.rollcall.backend.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.CheckInPinConfig;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ProvisionalCheckInTest {

    private static final String WRONG = "00000000";
    private static final Duration PAST_THE_GRACE = Duration.ofMinutes(80);

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    TestClock clock;
    @Inject
    DutySweep sweep;
    @Inject
    CheckInPinConfig config;

    private final RestAssuredConfig here = Origin.fresh();
    private String officer;
    private UUID person;
    private UUID slot;
    private String pin;

    @BeforeEach
    void somebodyWithAPinWhoseWindowIsOpen() {
        var office = people.office();
        officer = accounts.token("OFFICER", office);
        person = people.takenIn(office);
        slot = slot();
        pin = issue();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void whoLostThePhoneMissesNothing() {
        checkIn(here, pin).statusCode(201).body("slotId", equalTo(slot.toString())).body("state", equalTo("WAITING"));
        clock.advance(PAST_THE_GRACE);
        sweep();
        officer = renewed();

        slots().body("items[0].state", equalTo("DONE")).body("items[0].provisional", equalTo(true));
        assertThat(accounts.queryOne("select count(*) from alert where supervisee_id = ?", person)).isEqualTo(0L);
        assertThat(accounts.queryOne("select sender_strength::int from provisional_check_in where slot_id = ?", slot))
                .isEqualTo(0);
    }

    @Test
    void itIsWorkForTheOfficersAndOnRecord() {
        String id = checkIn(here, pin).statusCode(201).extract().path("id");

        as(officer).get("/api/v1/me/inbox").then().statusCode(200).body("items.objectId", hasItem(id));
        as(officer).queryParam("state", "WAITING").get("/api/v1/provisional-check-ins").then().statusCode(200)
                .body("items.id", equalTo(java.util.List.of(id))).body("items[0].note", equalTo("手机丢了"));
        assertThat(accounts.queryOne("select count(*) from audit_entry where object_id = ? and actor = ?"
                + " and action = 'PROVISIONAL_CHECK_IN_MADE'", person, person)).isEqualTo(1L);
    }

    @Test
    void confirmedItCountsLikeAnyOtherAndIsDecidedOnce() {
        String id = checkIn(here, pin).statusCode(201).extract().path("id");

        decide(officer, id, "CONFIRM").statusCode(200).body("state", equalTo("CONFIRMED"));

        slots().body("items[0].state", equalTo("DONE")).body("items[0].provisional", nullValue());
        decide(officer, id, "REJECT").statusCode(409);
        assertThat(accounts.queryOne("select count(*) from audit_entry where object_id = ?"
                + " and action = 'PROVISIONAL_CHECK_IN_DECIDED'", person)).isEqualTo(1L);
    }

    @Test
    void rejectedAfterItsWindowItIsAMissThatPeopleHaveToVerify() {
        String id = checkIn(here, pin).statusCode(201).extract().path("id");
        clock.advance(PAST_THE_GRACE);
        officer = renewed();

        decide(officer, id, "REJECT").statusCode(200).body("state", equalTo("REJECTED"));
        sweep();

        slots().body("items[0].state", equalTo("MISSED")).body("items[0].doneAt", nullValue());
        assertThat(accounts.queryOne("select handling from alert where supervisee_id = ? and code = 'CHECKIN_MISSED'",
                person)).isEqualTo("OPEN");
    }

    @Test
    void rejectedInItsWindowItCanBeDoneAgain() {
        String id = checkIn(here, pin).statusCode(201).extract().path("id");
        decide(officer, id, "REJECT").statusCode(200);
        slots().body("items[0].state", equalTo("OPEN"));

        String again = checkIn(here, pin).statusCode(201).extract().path("id");

        assertThat(again).isNotEqualTo(id);
    }

    @Test
    void thePhonesOwnCheckInStandsWhenTheProvisionalOneIsRejected() {
        String id = checkIn(here, pin).statusCode(201).extract().path("id");
        accounts.update(
                "insert into check_in (supervisee_id, fixed_at, source_hash, slot_id, received_at) values (?, ?,"
                        + " decode(repeat('00', 16), 'hex'), ?, ?)",
                person, now(), slot, now());

        decide(officer, id, "REJECT").statusCode(200);

        slots().body("items[0].state", equalTo("DONE")).body("items[0].provisional", nullValue());
    }

    @Test
    void twiceInOneWindowIsOnce() {
        String once = checkIn(here, pin).statusCode(201).extract().path("id");
        String twice = checkIn(here, pin).statusCode(201).extract().path("id");

        assertThat(twice).isEqualTo(once);
    }

    @Test
    void whereNothingIsAskedThereIsNothingToDo() {
        clock.advance(Duration.ofDays(2));

        checkIn(here, pin).statusCode(409);
    }

    @Test
    void aLateOneClearsTheMissAndWaitsToo() {
        clock.advance(PAST_THE_GRACE);
        sweep();
        officer = renewed();
        slots().body("items[0].state", equalTo("MISSED"));

        checkIn(here, pin).statusCode(201);

        slots().body("items[0].state", equalTo("LATE")).body("items[0].provisional", equalTo(true));
        assertThat(accounts.queryOne("select condition from alert where supervisee_id = ? and code = 'CHECKIN_MISSED'",
                person)).isEqualTo("CLEARED");
    }

    @Test
    void anUnknownPersonAndAWrongPinAreToldTheSame() {
        var wrong = checkIn(here, WRONG).statusCode(401).extract();
        var unknown = checkIn(here, UUID.randomUUID().toString(), pin).statusCode(401).extract();

        assertThat(unknown.asString()).isEqualTo(wrong.asString());
    }

    @Test
    void aNewPinEndsTheOneBefore() {
        var next = issue();

        checkIn(here, pin).statusCode(401);
        checkIn(here, next).statusCode(201);
    }

    @Test
    void aPinEnds() {
        clock.advance(config.holdsFor());

        checkIn(here, pin).statusCode(401);
    }

    @Test
    void whoGuessesIsStoppedThereAndThePersonIsLetInElsewhere() {
        for (int i = 0; i < config.wrongOfOnePerson(); i++) {
            checkIn(here, WRONG).statusCode(401);
        }

        checkIn(here, pin).statusCode(429);
        checkIn(Origin.fresh(), pin).statusCode(201);
    }

    @Test
    void whoGuessesFromEverywhereShutsThePersonOutForOneWindowAtMost() {
        for (int i = 0; i < config.wrongFromEverywhere(); i++) {
            checkIn(Origin.fresh(), WRONG).statusCode(401);
        }
        checkIn(Origin.fresh(), pin).statusCode(429);

        clock.advance(config.within());

        checkIn(Origin.fresh(), pin).statusCode(201);
    }

    @Test
    void anOfficerElsewhereNeitherSeesNorDecidesIt() {
        String id = checkIn(here, pin).statusCode(201).extract().path("id");
        var stranger = accounts.token("OFFICER", people.office());

        decide(stranger, id, "REJECT").statusCode(404);
        as(stranger).get("/api/v1/provisional-check-ins").then().statusCode(200).body("items.size()", equalTo(0));
    }

    private ValidatableResponse checkIn(RestAssuredConfig from, String with) {
        return checkIn(from, person.toString(), with);
    }

    private static ValidatableResponse checkIn(RestAssuredConfig from, String caseNumber, String with) {
        return givenWithoutProof().config(from).contentType("application/json")
                .body(Map.of("caseNumber", caseNumber, "pin", with, "note", "手机丢了"))
                .post("/api/v1/provisional-check-ins").then();
    }

    private static ValidatableResponse decide(String token, String id, String outcome) {
        return as(token).contentType("application/json").body(Map.of("outcome", outcome, "reason", "Called."))
                .post("/api/v1/provisional-check-ins/" + id + "/decision").then();
    }

    private ValidatableResponse slots() {
        return as(officer).get("/api/v1/supervisees/" + person + "/slots").then().statusCode(200);
    }

    private String issue() {
        return as(officer).post("/api/v1/supervisees/" + person + "/check-in-pins").then().statusCode(201).extract()
                .path("pin");
    }

    /** The officer's token of before has ended. */
    private String renewed() {
        return accounts.token("OFFICER", (UUID) accounts.queryOne("select unit_id from supervisee where id = ?",
                person));
    }

    private void sweep() {
        sweep.sweep().await().atMost(Duration.ofSeconds(60));
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private UUID slot() {
        var schedule = UUID.randomUUID();
        var id = UUID.randomUUID();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 0, 1440, 900, tstzrange('2020-01-01', '2020-01-02'))",
                schedule, person);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (?, ?, ?, 'CHECK_IN', 1, ?, ?, ?, 'SCHEDULED')", id, schedule, person,
                now.minusHours(1), now.plusHours(1), now.plusMinutes(75));
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'SCHEDULED', now())", id);
        return id;
    }

    private static RequestSpecification as(String token) {
        return givenWithoutProof().auth().oauth2(token);
    }
}
