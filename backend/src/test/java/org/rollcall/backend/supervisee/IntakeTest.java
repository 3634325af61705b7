package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class IntakeTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    TestClock clock;

    private UUID office;
    private UUID person;
    private String login;
    private String officer;

    @BeforeEach
    void somebodyRegistered() {
        office = people.office();
        login = accounts.staff("OFFICER", office);
        officer = Accounts.signIn(login);
        person = accounts.supervisee(office);
        accounts.update("update supervisee set term_from = '2026-10-01', term_until = '2048-09-30' where id = ?",
                person);
        accounts.update("insert into standing (supervisee_id, device_kind) values (?, 'PHONE')", person);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void fromIntakeToTheEndOfTheTermIsCollected() {
        var before = clock.instant();

        var period = as(officer).post(path()).then().statusCode(201).body("superviseeId", equalTo(person.toString()))
                .body("validUntil", equalTo("2048-09-30T16:00:00Z")).extract().jsonPath();

        assertThat(Instant.parse(period.getString("validFrom")))
                .isBetween(before.truncatedTo(ChronoUnit.MICROS), clock.instant());
        assertThat(period.getString("knownFrom")).isEqualTo(period.getString("validFrom"));
        as(officer).get("/api/v1/supervisees/" + person).then().body("collecting", equalTo(true));
        assertThat(rulesVersion()).isEqualTo(2L);
        assertThat(accounts.queryOne("select actor from audit_entry where object_id = ?"
                + " and action = 'INTAKE_RECORDED'", person)).isEqualTo(UUID.fromString(login));
    }

    @Test
    void anEarlierIntakeIsRecordedLater() {
        intake(Map.of("at", "2026-10-05T01:00:00Z")).statusCode(201)
                .body("validFrom", equalTo("2026-10-05T01:00:00Z"));
    }

    @Test
    void anOpenPeriodIsNotOpenedAgain() {
        intake(Map.of()).statusCode(201);

        intake(Map.of()).statusCode(409).body("type", equalTo("urn:rollcall:problem:conflict"));

        assertThat(rulesVersion()).as("what was refused changed no rule").isEqualTo(2L);
    }

    @Test
    void ofManyAtOnceOneTakesThePersonIn() {
        var answers = IntStream.range(0, 8).mapToObj(i -> CompletableFuture
                .supplyAsync(() -> intake(Map.of()).extract().statusCode())).toList().stream()
                .map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void aRepetitionGetsTheSamePeriod() {
        var key = UUID.randomUUID().toString();
        String once = as(officer).header("Idempotency-Key", key).body(Map.of()).post(path()).then().statusCode(201)
                .extract().path("id");

        as(officer).header("Idempotency-Key", key).body(Map.of()).post(path()).then().statusCode(201)
                .body("id", equalTo(once));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-30T15:59:59Z", "2048-09-30T16:00:00Z", "1000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z", "yesterday"})
    void anIntakeOutsideTheTermIsRefused(String at) {
        intake(Map.of("at", at)).statusCode(400);
    }

    @Test
    void anIntakeIsRecordedADayAheadAtMost() {
        var now = clock.instant();

        intake(Map.of("at", now.plus(Duration.ofHours(25)).toString())).statusCode(400);
        intake(Map.of("at", now.plus(Duration.ofHours(23)).toString())).statusCode(201);

        as(officer).get("/api/v1/supervisees/" + person).then().body("collecting", equalTo(false));
    }

    @Test
    void whatIsUnknownOrBrokenIsRefused() {
        intake(Map.of("until", "2027-01-01T00:00:00Z")).statusCode(400);
        as(officer).body("{").post(path()).then().statusCode(400);
        as(officer).contentType("text/plain").body("now").post(path()).then().statusCode(415);
    }

    @Test
    void nobodyElseTakesIn() {
        var phone = people.phone(people.takenIn(office)).token();
        given().contentType("application/json").post(path()).then().statusCode(401);
        for (var token : List.of(phone, accounts.token("PROSECUTOR", office), accounts.token("ADMIN", office))) {
            as(token).post(path()).then().statusCode(403);
        }
        as(accounts.token("OFFICER", people.office())).post(path()).then().statusCode(404);
        as(officer).post("/api/v1/supervisees/" + UUID.randomUUID() + "/intake").then().statusCode(404);
        assertThat(accounts.queryOne("select count(*) from collection_period where supervisee_id = ?", person))
                .isEqualTo(0L);
    }

    private Object rulesVersion() {
        return accounts.queryOne("select rules_version from standing where supervisee_id = ?", person);
    }

    private String path() {
        return "/api/v1/supervisees/" + person + "/intake";
    }

    private ValidatableResponse intake(Map<String, Object> request) {
        return as(officer).body(request).post(path()).then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
