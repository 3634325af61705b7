package org.rollcall.backend.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class PermissionTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;

    private Instant now;
    private UUID person;
    private String login;
    private String officer;
    private String stranger;
    private UUID city;

    @BeforeEach
    void twoPrefectures() {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600);
        var here = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        accounts.delegated(here);
        person = accounts.takenIn(here);
        login = accounts.staff("OFFICER", here);
        officer = Accounts.signIn(login);
        stranger = accounts.token("OFFICER", accounts.unit(accounts.province(), "PREFECTURE", "There"));
        city = areas.square(115, 35, 1);
    }

    @Test
    void anOfficerPermitsAJourneyWithTheWayThere() {
        var request = request();
        request.put("transitOutMinutes", 600);

        var id = grant(request).statusCode(201).body("retroactive", equalTo(false))
                .body("validUntil", equalTo(now.plus(DAY.multipliedBy(3)).toString()))
                .body("transitOutMinutes", equalTo(600)).body("transitBackMinutes", equalTo(0))
                .body("decidedBy", equalTo(login)).body("revokedAt", nullValue()).extract().path("id");

        as(officer).get(path()).then().statusCode(200).body("items.id", contains(id));
        assertThat(version()).isEqualTo(1L);
        assertThat(accounts.queryOne("select count(*) from audit_entry where object_id = ? and actor = ?"
                + " and action = 'PERMISSION_GRANTED'", person, UUID.fromString(login))).isEqualTo(1L);
    }

    /** DOMAIN section 11, case 23. */
    @Test
    void case23APermissionThatBeganBeforeItWasDecidedSaysSo() {
        var request = request();
        request.put("validFrom", now.minus(DAY).toString());

        grant(request).statusCode(201).body("retroactive", equalTo(true));
    }

    @Test
    void overlappingPermissionsAreFineAndTheNewestComesFirst() {
        String first = grant(request()).statusCode(201).extract().path("id");
        String second = grant(request()).statusCode(201).extract().path("id");

        var page = as(officer).queryParam("limit", 1).get(path()).then().statusCode(200)
                .body("items.id", contains(second)).extract();

        as(officer).queryParam("after", page.<String>path("next")).get(path()).then().body("items.id", contains(first))
                .body("next", nullValue());
    }

    @Test
    void aRepeatedRequestWithTheSameKeyMakesOne() {
        var key = UUID.randomUUID().toString();
        var request = request();

        String once = as(officer).header("Idempotency-Key", key).body(request).post(path()).then().statusCode(201)
                .extract().path("id");
        String again = as(officer).header("Idempotency-Key", key).body(request).post(path()).then().statusCode(201)
                .extract().path("id");

        assertThat(again).isEqualTo(once);
        assertThat(version()).isEqualTo(1L);
    }

    @Test
    void aRevocationEndsItThenAndKeepsWhatWasGranted() {
        String id = grant(request()).extract().path("id");
        var end = now.plus(DAY);

        revoke(id, Map.of("reason", "the father has died", "from", end.toString())).statusCode(200)
                .body("validUntil", equalTo(end.toString())).body("id", equalTo(id));

        assertThat(version()).isEqualTo(2L);
        assertThat(accounts.queryOne("select upper(valid) = ?::timestamptz from permission where id = ?::uuid",
                now.plus(DAY.multipliedBy(3)).toString(), id)).isEqualTo(true);
        assertThat(accounts.queryOne("select count(*) from permission_version a join permission_version b"
                + " on b.permission_id = a.permission_id and b.known_from = a.known_until where a.permission_id = ?::uuid",
                id)).isEqualTo(1L);
        assertThat(accounts.queryOne("select detail ->> 'permissionId' from audit_entry where object_id = ?"
                + " and action = 'PERMISSION_REVOKED'", person)).isEqualTo(id);
    }

    @Test
    void withoutAnInstantItIsRevokedNow() {
        var request = request();
        request.put("validFrom", now.minus(DAY).toString());
        var before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String id = grant(request).extract().path("id");

        var answer = revoke(id, Map.of("reason", "x")).statusCode(200).extract();

        assertThat(Instant.parse(answer.path("validUntil"))).isBetween(before, Instant.now());
        assertThat(Instant.parse(answer.path("revokedAt"))).isBetween(before, Instant.now());
    }

    @Test
    void aPermissionRevokedBeforeItBeginsIsRevokedWhole() {
        String id = grant(request()).extract().path("id");

        revoke(id, Map.of("reason", "x", "from", now.minus(DAY).toString())).statusCode(200)
                .body("validFrom", equalTo(now.toString())).body("validUntil", equalTo(now.toString()));

        assertThat(accounts.queryOne("select isempty(valid) from permission_version where permission_id = ?::uuid"
                + " and version = 2", id)).isEqualTo(true);
    }

    @Test
    void whatWasRevokedOrHasEndedCannotBeRevoked() {
        String id = grant(request()).extract().path("id");

        revoke(id, Map.of("reason", "x", "from", now.plus(DAY.multipliedBy(3)).toString())).statusCode(409);
        revoke(id, Map.of("reason", "x", "from", now.plus(DAY).toString())).statusCode(200);
        revoke(id, Map.of("reason", "x", "from", now.toString())).statusCode(409);

        assertThat(version()).isEqualTo(2L);
    }

    @ParameterizedTest
    @CsvSource({"kind,HOLIDAY", "kind,", "purpose,''", "purpose,", "purpose,'a\0b'", "areaIds,", "validFrom,",
        "validUntil,2020-01-01T00:00:00Z", "validFrom,+999999-01-01T00:00:00Z", "appliedAt,2199-01-01T00:00:00Z",
        "transitOutMinutes,-1", "transitBackMinutes,44641", "surprise,1"})
    void aPermissionThatCannotBeIsRefused(String field, String value) {
        var request = request();
        request.put(field, value != null && value.matches("-?\\d+") ? Integer.valueOf(value) : value);

        grant(request).statusCode(400).contentType("application/problem+json");

        assertThat(accounts.queryOne("select count(*) from permission where supervisee_id = ?", person)).isEqualTo(0L);
    }

    @Test
    void anAreaThatIsNoneOrIsNamedTwiceIsRefused() {
        for (var wrong : List.of(List.of(UUID.randomUUID()), List.of(city, city), List.of())) {
            var request = request();
            request.put("areaIds", wrong);

            grant(request).statusCode(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\": \"\"}", "{\"reason\": \"x\", \"from\": \"soon\"}", "nothing",
        "{\"reason\": \"x\", \"surprise\": 1}", "{\"reason\": \"\\u0000\"}"})
    void aRevocationThatSaysNotWhyIsRefused(String body) {
        String id = grant(request()).extract().path("id");

        as(officer).body(body).post("/api/v1/permissions/" + id + "/revocation").then().statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void nobodyElseGrantsSeesOrRevokes() {
        String id = grant(request()).extract().path("id");
        var revocation = "/api/v1/permissions/" + id + "/revocation";
        var prosecutor = accounts.token("PROSECUTOR", accounts.province());
        var admin = accounts.token("ADMIN", accounts.province());
        var reason = Map.of("reason", "x");

        as(stranger).body(request()).post(path()).then().statusCode(404);
        as(stranger).get(path()).then().statusCode(404);
        as(stranger).body(reason).post(revocation).then().statusCode(404);
        as(prosecutor).body(request()).post(path()).then().statusCode(403);
        as(prosecutor).get(path()).then().statusCode(200);
        as(prosecutor).body(reason).post(revocation).then().statusCode(403);
        as(admin).body(request()).post(path()).then().statusCode(403);
        as(admin).get(path()).then().statusCode(403);
        given().contentType("application/json").body(request()).post(path()).then().statusCode(401);
        given().get(path()).then().statusCode(401);
        given().contentType("application/json").body(reason).post(revocation).then().statusCode(401);
        as(officer).body(reason).post("/api/v1/permissions/" + UUID.randomUUID() + "/revocation").then()
                .statusCode(404);
    }

    private Map<String, Object> request() {
        return new HashMap<>(Map.of("kind", "SINGLE", "purpose", "探望住院的父亲", "areaIds", List.of(city),
                "validFrom", now.toString(), "validUntil", now.plus(DAY.multipliedBy(3)).toString(), "appliedAt",
                now.minus(DAY).toString()));
    }

    private ValidatableResponse grant(Map<String, Object> request) {
        return as(officer).body(request).post(path()).then();
    }

    private ValidatableResponse revoke(String id, Map<String, Object> request) {
        return as(officer).body(request).post("/api/v1/permissions/" + id + "/revocation").then();
    }

    private Object version() {
        return accounts.queryOne("select rules_version from standing where supervisee_id = ?", person);
    }

    private String path() {
        return "/api/v1/supervisees/" + person + "/permissions";
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
