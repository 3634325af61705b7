package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.rollcall.backend.testing.Contract.given;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class TrajectoryTest {

    private static final Instant DAY = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(5));

    @Inject
    Accounts accounts;
    @Inject
    People people;

    @TestHTTPResource("/")
    URI here;

    private UUID unit;
    private UUID person;
    private String login;
    private String officer;

    @BeforeEach
    void somebodyOfAnOffice() {
        unit = people.office();
        person = people.takenIn(unit);
        login = accounts.staff("OFFICER", unit);
        officer = Accounts.signIn(login);
    }

    @Test
    void fixesComeOldestFirstWithWhatIsKnownOfThem() {
        fix(DAY.plusSeconds(60), 2);
        accounts.update(
                "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon,"
                        + " lat, raw_x, raw_y, raw_crs, accuracy_m, speed_mps, mock, trigger, verdict, distance_m, late,"
                        + " rules_version) values (?, ?::timestamptz, decode(repeat('ab', 16), 'hex'), ?::timestamptz,"
                        + " gen_random_uuid(), 17, 116.3521, 39.9417, 116.3521, 39.9417, 'WGS84', 12.3, 0.5, false, 'PERIODIC',"
                        + " 'OUTSIDE', 640.1, true, 3)",
                person, DAY.toString(), DAY.plusSeconds(60).toString());

        look(DAY, DAY.plusSeconds(3600)).statusCode(200).contentType("application/geo+json")
                .body("type", equalTo("FeatureCollection")).body("features", hasSize(2))
                .body("features[0].geometry.coordinates", equalTo(List.of(116.3521f, 39.9417f)))
                .body("features[0].properties", equalTo(Map.ofEntries(Map.entry("fixedAt", DAY.toString()),
                        Map.entry("receivedAt", DAY.plusSeconds(60).toString()), Map.entry("judgedSeq", 17),
                        Map.entry("verdict", "OUTSIDE"), Map.entry("distanceMetres", 640.1f),
                        Map.entry("accuracyMetres", 12.3f), Map.entry("speedMetresPerSecond", 0.5f),
                        Map.entry("mock", false), Map.entry("trigger", "PERIODIC"), Map.entry("late", true),
                        Map.entry("rulesVersion", 3))))
                .body("features[1].properties.fixedAt", equalTo(DAY.plusSeconds(60).toString()))
                .body("features[1].properties.accuracyMetres", equalTo(null)).body("next", equalTo(null));
    }

    @Test
    void theIntervalIncludesItsFirstInstantAndNotItsLast() {
        fix(DAY, 1);
        fix(DAY.plusSeconds(60), 2);

        look(DAY, DAY.plusSeconds(60)).statusCode(200).body("features.properties.judgedSeq", equalTo(List.of(1)));
    }

    @Test
    void pagesMissNoFixAndDoubleNoneAlsoOfTheSameInstant() {
        for (int seq = 1; seq <= 5; seq++) {
            fix(DAY.plusSeconds(seq / 3 * 60L), seq);
        }
        fix(DAY.plus(Duration.ofDays(1)), 6);
        var seen = new ArrayList<Integer>();
        String after = null;

        do {
            var request = as(officer, DAY, DAY.plus(Duration.ofDays(2))).queryParam("limit", 2);
            var page = (after == null ? request : request.queryParam("after", after)).get(path()).then().statusCode(200)
                    .extract().jsonPath();
            assertThat(page.getList("features")).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page.getList("features.properties.judgedSeq", Integer.class));
            after = page.getString("next");
        } while (after != null);

        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aLookIsOnRecordWithItsPurposeIntervalAndCount() {
        fix(DAY, 1);
        fix(DAY.plusSeconds(1), 2);

        look(DAY, DAY.plusSeconds(3600)).statusCode(200);

        assertThat(accounts.queryOne("select actor::text || ' ' || purpose || ' ' || detail::text from audit_entry"
                + " where object_id = ? and action = 'TRAJECTORY_SEEN'", person))
                .isEqualTo(accounts.queryOne("select id from account where login = ?", login) + " LOST_CONTACT "
                        + "{\"to\": \"" + DAY.plusSeconds(3600) + "\", \"from\": \"" + DAY + "\", \"count\": 2}");
    }

    @Test
    void aLookIsOnRecordBeforeItsFirstByteEvenIfTheReaderHangsUpThen() throws IOException {
        fix(DAY, 1);
        var request = "GET " + path() + "?from=" + DAY + "&to=" + DAY.plusSeconds(60)
                + "&purpose=INSPECTION HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + officer + "\r\n\r\n";

        try (var socket = new Socket("127.0.0.1", here.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        assertThat(looks()).isEqualTo(1L);
    }

    @Test
    void whatCannotBeRecordedIsNotShown() {
        fix(DAY, 1);
        accounts.update("revoke insert on audit_entry from rollcall_api");
        try {
            var answer = RestAssured.given().auth().oauth2(officer).queryParam("from", DAY.toString())
                    .queryParam("to", DAY.plusSeconds(60).toString()).queryParam("purpose", "COMPLAINT").get(path())
                    .then().statusCode(500).extract().asString();

            assertThat(answer).doesNotContain("features", "116.1", "39.9");
        } finally {
            accounts.update("grant insert on audit_entry to rollcall_api");
        }
    }

    @Test
    void lookingIntoAnAlertNeedsAnAlertOfThatPerson() {
        var own = alert(person, unit);
        var somebodyElses = alert(people.takenIn(unit), unit);

        with("ALERT", own).statusCode(200);
        with("ALERT", somebodyElses).statusCode(404);
        with("ALERT", UUID.randomUUID()).statusCode(404);
        with("ALERT", null).statusCode(400);
        with("COMPLAINT", own).statusCode(400);

        assertThat(looks()).isEqualTo(1L);
        assertThat(accounts.queryOne("select detail->>'alertId' from audit_entry where object_id = ?", person))
                .isEqualTo(own.toString());
    }

    @ParameterizedTest
    @CsvSource({"from,", "from,yesterday", "from,2026-11-20T01:00:00Z", "to,", "to,2026-12-21T00:00:01Z",
        "to,2026-11-20T00:00:00Z", "to,+1000000000-12-31T23:59:59.999999999Z", "purpose,", "purpose,CURIOSITY",
        "purpose,none", "alertId,x", "limit,0", "limit,10001", "limit,many", "after,x", "after,MTIz"})
    void whatCannotBeLookedAtIsRefused(String parameter, String value) {
        var parameters = new TreeMap<String, String>(
                Map.of("from", "2026-11-20T00:00:00Z", "to", "2026-11-20T01:00:00Z",
                        "purpose", "INSPECTION"));
        if (value == null) {
            parameters.remove(parameter);
        } else {
            parameters.put(parameter, value);
        }

        given().auth().oauth2(officer).queryParams(parameters).get(path()).then().statusCode(400)
                .contentType("application/problem+json");

        assertThat(looks()).isZero();
    }

    @Test
    void thirtyOneDaysCanBeLookedAtAtOnce() {
        look(DAY.minus(Duration.ofDays(31)), DAY).statusCode(200);
    }

    @Test
    void nobodyElseLooks() {
        var stranger = accounts.token("OFFICER", people.office());
        var admin = accounts.token("ADMIN", unit);
        var prosecutor = accounts.token("PROSECUTOR", unit);
        var phone = people.phone(person).token();

        given().queryParam("from", DAY.toString()).get(path()).then().statusCode(401);
        as(admin, DAY, DAY.plusSeconds(60)).get(path()).then().statusCode(403);
        as(phone, DAY, DAY.plusSeconds(60)).get(path()).then().statusCode(403);
        as(stranger, DAY, DAY.plusSeconds(60)).get(path()).then().statusCode(404);
        as(prosecutor, DAY, DAY.plusSeconds(60)).get(path()).then().statusCode(200);
        as(officer, DAY, DAY.plusSeconds(60)).get("/api/v1/supervisees/" + UUID.randomUUID() + "/trajectory").then()
                .statusCode(404);

        assertThat(looks()).as("only what was seen is on record").isEqualTo(1L);
    }

    private void fix(Instant at, int seq) {
        accounts.update(
                "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon,"
                        + " lat, raw_x, raw_y, raw_crs, verdict, late, rules_version) values (?, ?::timestamptz,"
                        + " decode(md5(?::text), 'hex'), ?::timestamptz, gen_random_uuid(), ?, 116.1, 39.9, 116.1, 39.9,"
                        + " 'WGS84', 'INSIDE', false, 1)",
                person, at.toString(), seq, at.toString(), seq);
    }

    private UUID alert(UUID about, UUID office) {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', 'OPEN',"
                + " now(), now())", id, about, office);
        return id;
    }

    private long looks() {
        return (Long) accounts.queryOne(
                "select count(*) from audit_entry where object_id = ? and action = 'TRAJECTORY_SEEN'", person);
    }

    private String path() {
        return "/api/v1/supervisees/" + person + "/trajectory";
    }

    private ValidatableResponse look(Instant from, Instant to) {
        return as(officer, from, to).get(path()).then();
    }

    private ValidatableResponse with(String purpose, UUID alert) {
        var request = given().auth().oauth2(officer).queryParam("from", DAY.toString())
                .queryParam("to", DAY.plusSeconds(60).toString()).queryParam("purpose", purpose);
        return (alert == null ? request : request.queryParam("alertId", alert.toString())).get(path()).then();
    }

    private static RequestSpecification as(String token, Instant from, Instant to) {
        return given().auth().oauth2(token).queryParam("from", from.toString()).queryParam("to", to.toString())
                .queryParam("purpose", "LOST_CONTACT");
    }
}
