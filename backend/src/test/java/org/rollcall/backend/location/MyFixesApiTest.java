package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class MyFixesApiTest {

    private static final String PATH = "/api/v1/me/fixes";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;

    private Walker walker;

    @BeforeEach
    void somebody() {
        walker = new Walker(accounts, people, areas);
    }

    @Test
    void eachFixHasItsReceipt() {
        var first = fix(0, Walker.LAT);
        as(given()).body(Map.of("fixes", List.of(first))).post(PATH).then().statusCode(200);

        as(given()).body(Map.of("fixes", List.of(first, fix(60, Walker.LAT)))).post(PATH).then().statusCode(200)
                .body("results.index", contains(0, 1)).body("results.disposition", contains("DUPLICATE", "STORED"))
                .body("receivedAt", notNullValue());
        assertThat(walker.fixes()).isEqualTo(2);
    }

    @Test
    void aCheckInAwayIsAskedForABurst() {
        var fix = fix(0, Walker.AWAY);
        fix.put("trigger", "CHECK_IN");

        as(given()).body(Map.of("fixes", List.of(fix))).post(PATH).then().statusCode(200)
                .body("burst.fixes", equalTo(3)).body("burst.withinSeconds", equalTo(120));
    }

    @Test
    void coordinatesMayBeOfAnyMap() {
        var fix = fix(0, Walker.LAT);
        fix.put("crs", "BD09");

        as(given()).body(Map.of("fixes", List.of(fix))).post(PATH).then().statusCode(200);

        assertThat(accounts.queryOne("select raw_crs from fix where supervisee_id = ?", walker.person))
                .isEqualTo("BD09");
        assertThat((double) accounts.queryOne("select abs(lat - raw_y) from fix where supervisee_id = ?",
                walker.person)).isGreaterThan(0.001);
    }

    @Test
    void oneBadFixIsPutAsideAlone() {
        var beyond = fix(10, Walker.LAT);
        beyond.put("lat", 91);
        var unreadable = fix(20, Walker.LAT);
        unreadable.put("fixedAt", "yesterday");
        var timeless = fix(30, Walker.LAT);
        timeless.remove("fixedAt");
        var future = fix(40, Walker.LAT);
        future.put("fixedAt", "2080-01-01T00:00:00Z");

        as(givenAnyRequest()).body(Map.of("fixes", List.of(beyond, fix(0, Walker.LAT), unreadable, timeless, future)))
                .post(PATH).then().statusCode(200)
                .body("results.disposition",
                        contains("QUARANTINED", "STORED", "QUARANTINED", "QUARANTINED", "QUARANTINED"))
                .body("results[0].reason", equalTo("OUT_OF_RANGE")).body("results[2].reason", equalTo("UNREADABLE"))
                .body("results[4].reason", equalTo("TIME_NOT_HELD"));
        assertThat(walker.fixes()).isEqualTo(1);
        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", walker.phone.id()))
                .isEqualTo(4L);
    }

    /** A batch that is refused is sent again as a whole. */
    @Test
    void aBadFixIsPutAsideOnceHoweverOftenTheOthersWereRefused() {
        var beyond = fix(10, Walker.LAT);
        beyond.put("lat", 91);
        var body = Map.of("fixes", List.of(beyond, fix(0, Walker.LAT)));
        accounts.update("revoke insert on fix from rollcall_intake");
        try {
            as(givenAnyRequest()).body(body).post(PATH).then().statusCode(503);
            as(givenAnyRequest()).body(body).post(PATH).then().statusCode(503);
        } finally {
            accounts.update("grant insert on fix to rollcall_intake");
        }

        as(givenAnyRequest()).body(body).post(PATH).then().statusCode(200)
                .body("results.disposition", contains("QUARANTINED", "STORED"));

        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", walker.phone.id()))
                .isEqualTo(1L);
    }

    @Test
    void whatIsNoFixAtAllIsPutAsideAlone() {
        as(givenAnyRequest()).body("{\"fixes\": [null, 7, \"here\", [], {}, {\"fixedAt\": \"" + Instant.now()
                + "\", \"lon\": 116.3, \"lat\": 39.9, \"trigger\": \"BECAUSE\"}]}").post(PATH).then().statusCode(200)
                .body("results.reason", contains("UNREADABLE", "UNREADABLE", "UNREADABLE", "UNREADABLE", "OUT_OF_RANGE",
                        "UNREADABLE"));
        assertThat(walker.fixes()).isZero();
    }

    @Test
    void outsideACollectionPeriodNothingIsKeptNorPutAside() {
        accounts.update("delete from collection_period where supervisee_id = ?", walker.person);
        var beyond = fix(10, Walker.LAT);
        beyond.put("lat", 91);

        as(givenAnyRequest()).body(Map.of("fixes", List.of(fix(0, Walker.LAT), beyond))).post(PATH).then()
                .statusCode(200).body("results[0].disposition", equalTo("OUTSIDE_COLLECTION"));

        assertThat(walker.fixes()).isZero();
        assertThat(walker.refused()).isEqualTo(1);
        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", walker.phone.id()))
                .isEqualTo(0L);
    }

    @Test
    void fiveHundredAreTakenAndOneMoreIsNot() {
        var many = IntStream.range(0, 500).mapToObj(i -> fix(i, Walker.LAT)).toList();
        as(given()).body(Map.of("fixes", many)).post(PATH).then().statusCode(200);
        assertThat(walker.fixes()).isEqualTo(500);

        var more = IntStream.range(0, 501).mapToObj(i -> fix(i, Walker.LAT)).toList();
        as(given()).body(Map.of("fixes", more)).post(PATH).then().statusCode(400);
        as(given()).body(Map.of("fixes", List.of())).post(PATH).then().statusCode(400);
        as(given()).body(Map.of()).post(PATH).then().statusCode(400);
    }

    @Test
    void whatIsNotInTheContractIsRefused() {
        var fix = fix(0, Walker.LAT);
        fix.put("wifi", "home");
        as(given()).body(Map.of("fixes", List.of(fix))).post(PATH).then().statusCode(400);
        as(given()).body(Map.of("fixes", List.of(fix(0, Walker.LAT)), "more", 1)).post(PATH).then().statusCode(400);
        as(given()).body("{\"fixes\": [").post(PATH).then().statusCode(400);
        given().auth().oauth2(walker.token).contentType("text/plain").body("x").post(PATH).then().statusCode(415);
        assertThat(walker.fixes()).isZero();
    }

    @Test
    void onlyAPhoneMayReport() {
        var body = Map.of("fixes", List.of(fix(0, Walker.LAT)));
        given().contentType("application/json").body(body).post(PATH).then().statusCode(401);
        given().auth().oauth2(accounts.token("OFFICER", walker.office)).contentType("application/json").body(body)
                .post(PATH).then().statusCode(403);
        people.revoke(walker.phone.id());
        as(given()).body(body).post(PATH).then().statusCode(401);
    }

    @Test
    void revokedPhoneStoresNothingWhateverItsTokenSays() {
        as(given()).body(Map.of("fixes", List.of(fix(60, Walker.LAT)))).post(PATH).then().statusCode(200);
        people.revoke(walker.phone.id());

        as(given()).body(Map.of("fixes", List.of(fix(0, Walker.LAT)))).post(PATH).then().statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"));

        assertThat(walker.fixes()).isEqualTo(1);
    }

    @Test
    void revokedPhonePutsNothingAside() {
        people.revoke(walker.phone.id());

        as(givenAnyRequest()).body(Map.of("fixes", List.of(fix(0, 200)))).post(PATH).then().statusCode(401);

        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", walker.phone.id()))
                .isEqualTo(0L);
    }

    private RequestSpecification as(RequestSpecification request) {
        return request.auth().oauth2(walker.token).contentType("application/json");
    }

    private static Map<String, Object> fix(int secondsAgo, double lat) {
        return new HashMap<>(Map.of("fixedAt", Instant.now().minusSeconds(secondsAgo).toString(), "lon", Walker.LON,
                "lat", lat, "accuracyMetres", 12.5, "mock", false, "trigger", "TIMER"));
    }
}
