package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class PresenceSearchTest {

    private static final String PATH = "/api/v1/presence-searches";
    private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS);
    private static final Instant FROM = TODAY.minus(Duration.ofHours(20));

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    @io.quarkus.agroal.DataSource("owner")
    DataSource owner;

    private UUID county;
    private UUID office;
    private UUID person;
    private String login;
    private String token;
    private double lat;

    @BeforeEach
    void somebodyAtASceneOfItsOwn() {
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        person = people.takenIn(office);
        login = accounts.staff("COUNTY_OFFICER", county);
        token = Accounts.signIn(login);
        // Tests share a database: each looks somewhere else.
        lat = 20 + Math.random() * 20;
    }

    @Test
    void whoWasThereIsNamedAndOnRecordEach() {
        var other = people.takenIn(office);
        var away = people.takenIn(office);
        fix(person, FROM.plusSeconds(60), lat);
        fix(person, FROM.plusSeconds(600), lat);
        fix(other, FROM.plusSeconds(120), lat + 0.0018);
        fix(away, FROM.plusSeconds(120), lat + 0.01);

        var answer = search(token, body()).statusCode(200);

        answer.body("people.find { it.superviseeId == '" + person + "' }.certainty", equalTo("INSIDE"))
                .body("people.find { it.superviseeId == '" + person + "' }.fixes", equalTo(2))
                .body("people.find { it.superviseeId == '" + person + "' }.firstAt",
                        equalTo(FROM.plusSeconds(60).toString()))
                .body("people.find { it.superviseeId == '" + other + "' }.certainty", equalTo("UNSURE"))
                .body("people.size()", equalTo(2));
        assertThat(onRecord("PRESENCE_SEEN", person)).isEqualTo("CASE-2026-77");
        assertThat(onRecord("PRESENCE_SEEN", other)).isEqualTo("CASE-2026-77");
        assertThat(onRecord("PRESENCE_SEEN", away)).isNull();
        assertThat(onRecord("PRESENCE_SEARCHED", UUID.fromString(login))).isEqualTo("CASE-2026-77");
        assertThat((String) accounts.queryOne("select string_agg(detail::text, ' ') from audit_entry where actor = ?",
                UUID.fromString(login))).as("no place on record").doesNotContain(String.valueOf(lat).substring(0, 7));
    }

    @Test
    void onlyTheTimeAskedForCounts() {
        fix(person, FROM.minusMillis(1), lat);
        fix(person, FROM.plus(Duration.ofHours(2)), lat);

        search(token, body()).statusCode(200).body("people", empty());

        assertThat(onRecord("PRESENCE_SEARCHED", UUID.fromString(login))).as("also when nobody was there").isNotNull();
    }

    @Test
    void minorsAreLeftOut() {
        var minor = people.takenIn(office);
        accounts.update("update supervisee set regime = 'JUVENILE' where id = ?", minor);
        fix(person, FROM, lat);
        fix(minor, FROM, lat);

        search(token, body()).statusCode(200).body("people.superviseeId", contains(person.toString()));

        assertThat(onRecord("PRESENCE_SEEN", minor)).isNull();
    }

    @Test
    void peopleOfOtherCountiesAreNotThere() {
        fix(person, FROM, lat);
        var stranger = accounts.token("COUNTY_OFFICER", people.county());

        search(stranger, body()).statusCode(200).body("people", empty());

        assertThat(onRecord("PRESENCE_SEEN", person)).isNull();
    }

    @Test
    void nobodyElseMayAsk() {
        given().contentType("application/json").body(body()).post(PATH).then().statusCode(401);
        search(accounts.token("OFFICER", county), body()).statusCode(403);
        search(accounts.token("PROSECUTOR", county), body()).statusCode(403);
        search(accounts.token("ADMIN", county), body()).statusCode(403);
        search(people.phone(person).token(), body()).statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({"from,", "to,", "caseReference,", "circle,", "caseReference, abc", "caseReference, with a blank",
        "from, yesterday", "from, 1800-01-01T00:00:00Z", "name, somebody"})
    void whatIsNoQuestionIsRefused(String field, String value) {
        var body = body();
        if (value == null) {
            body.remove(field);
        } else {
            body.put(field, value);
        }

        search(token, body).statusCode(400);

        assertThat(onRecord("PRESENCE_SEARCHED", UUID.fromString(login))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1441", "1200, 1440", "-200000, 60"})
    void onlyADayThatIsOverAndKept(long minutesFrom, long minutesLong) {
        var body = body();
        body.put("from", FROM.plus(Duration.ofMinutes(minutesFrom)).toString());
        body.put("to", FROM.plus(Duration.ofMinutes(minutesFrom + minutesLong)).toString());

        search(token, body).statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"5001", "0"})
    void circleIsBounded(double radius) {
        var body = body();
        body.put("circle", Map.of("lon", 116.3, "lat", lat, "radiusMetres", radius));

        search(token, body).statusCode(400);
    }

    @Test
    void moreFixesThanMayBeLookedAtAreRefusedAndNobodyIsNamed() throws SQLException {
        try (var connection = owner.getConnection(); var statement = connection.createStatement()) {
            statement.execute(
                    "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq,"
                            + " lon, lat, raw_x, raw_y, raw_crs, accuracy_m, verdict, late, rules_version) select '"
                            + person
                            + "', timestamptz '" + FROM
                            + "' + n * interval '100 ms', decode(md5(n::text), 'hex'), now(),"
                            + " gen_random_uuid(), 1, 116.3, " + lat + ", 116.3, " + lat
                            + ", 'WGS84', 20, 'INSIDE', false, 1 from generate_series(1, 20001) n");
        }

        search(token, body()).statusCode(400);

        assertThat(onRecord("PRESENCE_SEEN", person)).isNull();
    }

    @Test
    void thereIsNoExport() {
        // The contract has no such answer: there is nothing else to be asked for.
        io.restassured.RestAssured.given().auth().oauth2(token).contentType("application/json").accept("text/csv")
                .body(body()).post(PATH).then().statusCode(406);
    }

    @Test
    void bodyThatIsNoJsonIsRefused() {
        given().auth().oauth2(token).contentType("application/json").body("{").post(PATH).then().statusCode(400);
    }

    @Test
    void searchThatTakesTooLongEndsAndNamesNobody() throws SQLException {
        fix(person, FROM, lat);
        try (var other = owner.getConnection(); var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table fix_" + FROM.toString().substring(0, 10).replace("-", "")
                    + " in access exclusive mode");

            search(token, body()).statusCode(503).header("Retry-After", notNullValue());

            other.rollback();
            other.setAutoCommit(true);
        }
        assertThat(onRecord("PRESENCE_SEEN", person)).isNull();
    }

    private Map<String, Object> body() {
        var body = new HashMap<String, Object>();
        body.put("circle", Map.of("lon", 116.3, "lat", lat, "radiusMetres", 200));
        body.put("from", FROM.toString());
        body.put("to", FROM.plus(Duration.ofHours(1)).toString());
        body.put("caseReference", "CASE-2026-77");
        return body;
    }

    private static ValidatableResponse search(String token, Map<String, Object> body) {
        return given().auth().oauth2(token).contentType("application/json").body(body).post(PATH).then();
    }

    private String onRecord(String action, UUID object) {
        return (String) accounts.queryOne("select detail ->> 'caseReference' from audit_entry where action = ?"
                + " and object_id = ? and purpose = 'CASE'", action, object);
    }

    private void fix(UUID of, Instant at, double where) {
        accounts.update(
                "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon,"
                        + " lat, raw_x, raw_y, raw_crs, accuracy_m, verdict, late, rules_version) values (?, ?::timestamptz,"
                        + " decode(md5(random()::text), 'hex'), now(), gen_random_uuid(), 1, 116.3, ?, 116.3, ?, 'WGS84', 20,"
                        + " 'INSIDE', false, 1)",
                of, at.toString(), where, where);
    }
}
