package org.rollcall.backend.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.UploadScan;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AreaImportTest {

    private static final String LOOK = "?purpose=PERMISSION_CHECK";
    private static final String IMPORTS = "/api/v1/areas/imports";
    private static final String SQUARE = square(110);
    private static final String MOVED = square(112);
    private static final String BOW_TIE = "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],[111,31],[111,30],[110,31],[110,30]]]}";

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;
    @Inject
    @io.quarkus.agroal.DataSource("owner")
    DataSource owner;

    private UUID here;
    private UUID there;
    private String officer;
    private String code;

    @BeforeEach
    void twoPrefectures() {
        here = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        there = accounts.unit(accounts.province(), "PREFECTURE", "There");
        officer = accounts.token("COUNTY_OFFICER", here);
        code = UUID.randomUUID().toString();
    }

    @Test
    void realCountiesWithIslandsAndEnclavesComeBackAsTheyWere() throws IOException {
        var file = counties();

        var answer = post(officer, file, "WGS84").statusCode(200).body("received", equalTo(5))
                .body("created", equalTo(3)).extract();

        String fairfax = answer.path("items.find { it.code.startsWith('51059') }.areaId");
        as(officer).get("/api/v1/areas/" + fairfax).then().statusCode(200).body("shape.type", equalTo("Polygon"))
                .body("shape.coordinates.size()", equalTo(2)).body("validFrom", nullValue());
        String islands = answer.path("items.find { it.code.startsWith('06083') }.areaId");
        as(officer).get("/api/v1/areas/" + islands).then().statusCode(200).body("shape.type", equalTo("MultiPolygon"))
                .body("shape.coordinates.size()", equalTo(5));
        post(officer, file, "WGS84").statusCode(200).body("unchanged", equalTo(3));
    }

    @Test
    void realCountiesWithRingsThatSimplifyingCrushedAreRepairedWhenAsked() throws IOException {
        var file = counties();
        post(officer, file, "WGS84").statusCode(200).body("refused", equalTo(2))
                .body("items[1].reason", equalTo("Too few distinct points in geometry component"))
                .body("items[1].place.lon", equalTo(-104.942276f));

        as(officer).queryParam("crs", "WGS84").queryParam("repair", true).body(file).post(IMPORTS).then()
                .statusCode(200).body("created", equalTo(2)).body("unchanged", equalTo(3))
                .body("items.repaired", contains(false, true, true, false, false));
    }

    @Test
    void oneRefusedFeatureRefusesNoOther() {
        post(officer, collection(feature(code, "A", SQUARE), feature(code + "b", "B", BOW_TIE),
                feature(code, "C", MOVED), feature(code + "d", null, SQUARE), feature(code + "e", "E", MOVED)), "WGS84")
                .statusCode(200)
                .body("items.disposition", contains("CREATED", "REFUSED", "REFUSED", "REFUSED", "CREATED"))
                .body("items[1].reason", equalTo("Self-intersection"))
                .body("items[1].place.lon", equalTo(110.5f)).body("items[1].place.lat", equalTo(30.5f))
                .body("items[2].reason", equalTo("its code comes twice in the file"));

        as(officer).queryParam("code", code + "b").get("/api/v1/areas").then().body("items.size()", equalTo(0));
        as(officer).queryParam("code", code + "e").get("/api/v1/areas").then().body("items.size()", equalTo(1));
    }

    @Test
    void aFileThatTheScannerRefusesIsNotReadAndWithoutAScannerNoneIs() {
        var file = collection(feature(code, "A", SQUARE));
        for (var type : List.of(ProblemType.INVALID, ProblemType.UNAVAILABLE)) {
            QuarkusMock.installMockForType((UploadScan) bytes -> {
                throw new ProblemException(type, "Refused.");
            }, UploadScan.class);

            post(officer, file, "WGS84").statusCode(type.status());
            as(officer).queryParam("code", code).get("/api/v1/areas").then().body("items.size()", equalTo(0));
        }

        QuarkusMock.installMockForType((UploadScan) bytes -> {
        }, UploadScan.class);
        post(officer, file, "WGS84").statusCode(200).body("created", equalTo(1));
    }

    @Test
    void aKnownCodeBecomesANewVersionAndEverybodyConcernedIsJudgedAnew() {
        String area = post(officer, collection(feature(code, "Old", SQUARE)), "WGS84").extract()
                .path("items[0].areaId");
        var resident = accounts.takenIn(here);
        areas.home(resident, UUID.fromString(area));
        var traveller = accounts.takenIn(there);
        areas.permission(traveller, UUID.fromString(area), Areas.LONG_AGO,
                java.time.Instant.parse("2099-01-01T00:00:00Z"));
        var returned = accounts.takenIn(there);
        areas.permission(returned, UUID.fromString(area), Areas.LONG_AGO,
                java.time.Instant.parse("2021-01-01T00:00:00Z"));

        as(officer).queryParam("validFrom", "2026-03-01T00:00:00Z").queryParam("crs", "WGS84")
                .body(collection(feature(code, "New", MOVED))).post(IMPORTS).then().statusCode(200)
                .body("updated", equalTo(1)).body("items[0].areaId", equalTo(area));

        assertThat(version(resident)).isEqualTo(1L);
        assertThat(version(traveller)).isEqualTo(1L);
        assertThat(version(returned)).isNull();
        as(officer).get("/api/v1/areas/" + area).then().body("version", equalTo(2)).body("name", equalTo("New"))
                .body("validFrom", equalTo("2026-03-01T00:00:00Z"))
                .body("shape.coordinates[0]", hasItem(List.of(112, 30)));
    }

    @Test
    void aVersionToComeShowsWhenItTakesOver() {
        String area = post(officer, collection(feature(code, "A", SQUARE)), "WGS84").extract().path("items[0].areaId");

        as(officer).queryParam("validFrom", "2099-01-01T00:00:00+08:00").queryParam("crs", "WGS84")
                .body(collection(feature(code, "A", MOVED))).post(IMPORTS).then().statusCode(200)
                .body("updated", equalTo(1));

        as(officer).get("/api/v1/areas/" + area).then().body("version", equalTo(1))
                .body("validUntil", equalTo("2098-12-31T16:00:00Z"));
    }

    @Test
    void theSameAgainChangesNothingAndMovesNobodysRules() {
        String area = post(officer, collection(feature(code, "A", SQUARE)), "GCJ02").extract().path("items[0].areaId");
        var resident = accounts.takenIn(here);
        areas.home(resident, UUID.fromString(area));

        post(officer, collection(feature(code, "A", SQUARE)), "GCJ02").statusCode(200).body("unchanged", equalTo(1));

        assertThat(version(resident)).isNull();
    }

    @Test
    void aPointWithARadiusIsACircle() {
        var feature = "{\"type\":\"Feature\",\"properties\":{\"code\":\"" + code
                + "\",\"name\":\"Clinic\",\"radiusMetres\":500},\"geometry\":{\"type\":\"Point\",\"coordinates\":[118,36,12.5]}}";

        String area = post(officer, collection(feature), "WGS84").statusCode(200).extract().path("items[0].areaId");

        as(officer).get("/api/v1/areas/" + area + LOOK).then().statusCode(200).body("kind", equalTo("CIRCLE"))
                .body("radiusMetres", equalTo(500f)).body("shape.type", equalTo("Point"));
        post(officer, collection(feature(code, "Clinic", SQUARE)), "WGS84")
                .body("items[0].reason", equalTo("the area with its code is of another kind"));
        post(officer, collection(feature.replace("500", "600")), "WGS84").body("updated", equalTo(1));
    }

    @Test
    void aCircleIsSomebodysHomeAndSeenInTheScopeOfItsUnitAlone() {
        var circle = "{\"type\":\"Feature\",\"properties\":{\"code\":\"" + code
                + "\",\"name\":\"Home\",\"radiusMetres\":500},\"geometry\":{\"type\":\"Point\",\"coordinates\":[118,36]}}";
        String area = post(officer, collection(circle), "WGS84").statusCode(200).extract().path("items[0].areaId");
        var stranger = accounts.token("COUNTY_OFFICER", there);

        as(stranger).get("/api/v1/areas/" + area + LOOK).then().statusCode(404);
        as(stranger).queryParam("code", code).get("/api/v1/areas").then().body("items.size()", equalTo(0));
        post(stranger, collection(circle), "WGS84")
                .body("items[0].reason", equalTo("the area with its code belongs to another unit"));
        as(accounts.token("PROSECUTOR", accounts.province())).get("/api/v1/areas/" + area + LOOK).then()
                .statusCode(200);
        areas.home(accounts.takenIn(there), UUID.fromString(area));
        as(stranger).get("/api/v1/areas/" + area + LOOK).then().statusCode(200);
    }

    @Test
    void anAdminBringsInACircleAndMovesNone() {
        var circle = "{\"type\":\"Feature\",\"properties\":{\"code\":\"" + code
                + "\",\"name\":\"Home\",\"radiusMetres\":500},\"geometry\":{\"type\":\"Point\",\"coordinates\":[118,36]}}";
        var admin = accounts.token("ADMIN", here);
        String area = post(admin, collection(circle), "WGS84").statusCode(200).body("created", equalTo(1)).extract()
                .path("items[0].areaId");

        as(admin).get("/api/v1/areas/" + area + LOOK).then().statusCode(404);
        as(officer).get("/api/v1/areas/" + area + LOOK).then().statusCode(200);
        post(admin, collection(circle.replace("500", "600")), "WGS84").body("refused", equalTo(1));
        post(officer, collection(circle.replace("500", "600")), "WGS84").body("updated", equalTo(1));
    }

    @Test
    void whatIsBrokenIsRepairedOnlyWhenAsked() {
        var open = "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],[111,30],[111,31],[110,31]]]}";

        post(officer, collection(feature(code, "A", open)), "WGS84").body("refused", equalTo(1));
        as(officer).queryParam("crs", "WGS84").queryParam("repair", true).body(collection(feature(code, "A", open)))
                .post(IMPORTS).then().statusCode(200).body("items[0].repaired", equalTo(true))
                .body("items[0].reason", equalTo("ring 0 of polygon 0 is not closed"))
                .body("items[0].place", notNullValue());
    }

    @Test
    void anotherUnitsAreaCannotBeMovedButAboveItCan() {
        post(officer, collection(feature(code, "A", SQUARE)), "WGS84").body("created", equalTo(1));

        post(accounts.token("COUNTY_OFFICER", there), collection(feature(code, "A", MOVED)), "WGS84").statusCode(200)
                .body("items[0].reason", equalTo("the area with its code belongs to another unit"));
        post(accounts.token("ADMIN", accounts.province()), collection(feature(code, "A", MOVED)), "WGS84")
                .body("updated", equalTo(1));
    }

    @Test
    void aRepeatedFileWithTheSameKeyGetsTheSameAnswer() {
        var file = collection(feature(null, "A", SQUARE));
        var key = UUID.randomUUID().toString();

        var once = as(officer).header("Idempotency-Key", key).queryParam("crs", "WGS84").body(file).post(IMPORTS)
                .then().statusCode(200).extract().<String>path("items[0].areaId");
        var again = as(officer).header("Idempotency-Key", key).queryParam("crs", "WGS84").body(file).post(IMPORTS)
                .then().statusCode(200).extract().<String>path("items[0].areaId");

        assertThat(again).isEqualTo(once);
        as(officer).header("Idempotency-Key", key).queryParam("crs", "WGS84")
                .body(collection(feature(null, "B", SQUARE))).post(IMPORTS).then().statusCode(422);
    }

    @Test
    void theImportIsOnRecord() {
        var login = accounts.staff("OFFICER", here);

        post(Accounts.signIn(login), collection(feature(code, "A", SQUARE)), "CGCS2000").statusCode(200);

        assertThat(accounts.queryOne("select detail ->> 'created' from audit_entry where actor = ?"
                + " and action = 'AREAS_IMPORTED'", UUID.fromString(login))).isEqualTo("1");
    }

    @Test
    void thousandsOfFeaturesAndMoreThanTwoMegabytesAreTakenInOneFile() {
        var features = IntStream.range(0, 3_000).mapToObj(i -> feature(code + i, "A", square(100 + i / 1000.0)))
                .toArray(String[]::new);

        post(officer, collection(features) + " ".repeat(2_100_000), "WGS84").statusCode(200).body("created",
                equalTo(3_000));
    }

    @Test
    void anyOtherBodyKeepsTheUsualLimit() {
        givenAnyRequest().contentType("application/json").auth().oauth2(officer)
                .body("{" + " ".repeat(2_100_000) + "}").put("/api/v1/supervisees/" + UUID.randomUUID() + "/home-area")
                .then().statusCode(413).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"crs,MARS", "crs,", "validFrom,yesterday", "validFrom,+999999-01-01T00:00:00Z", "repair,perhaps"})
    void anOptionThatCannotBeIsRefused(String option, String value) {
        var request = as(officer).queryParam("crs".equals(option) ? "x" : "crs", "WGS84");
        (value == null ? request : request.queryParam(option, value)).body(collection(feature(code, "A", SQUARE)))
                .post(IMPORTS).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void whatIsNoFileOfAreasIsRefusedWhole() {
        post(officer, "not json", "WGS84").statusCode(400).body("type", equalTo("urn:rollcall:problem:malformed"));
        post(officer, "{\"type\":\"FeatureCollection\",\"features\":[" + feature(code, "A", SQUARE) + ",", "WGS84")
                .statusCode(400);
        post(officer, "{}", "WGS84").statusCode(400).body("type", equalTo("urn:rollcall:problem:invalid"));
        given().auth().oauth2(officer).contentType("text/plain").queryParam("crs", "WGS84").body("x").post(IMPORTS)
                .then().statusCode(415);

        as(officer).queryParam("code", code).get("/api/v1/areas").then().body("items.size()", equalTo(0));
    }

    @Test
    void geoJsonMayBeCalledSo() {
        given().auth().oauth2(officer).contentType("application/geo+json").queryParam("crs", "WGS84")
                .body(collection(feature(code, "A", SQUARE))).post(IMPORTS).then().statusCode(200);
    }

    @Test
    void twoImportsAtOnceAreOneAfterTheOther() throws SQLException {
        try (var other = owner.getConnection(); var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(4711, 1000)");

            post(officer, collection(feature(code, "A", SQUARE)), "WGS84").statusCode(409);
            other.rollback();
        }
    }

    @Test
    void areasAreListedInPagesAndByKind() {
        post(officer, collection(feature(code, "A", SQUARE), feature(code + "b", "B", MOVED)), "WGS84").statusCode(200);

        var first = as(officer).queryParam("kind", "BOUNDARY").queryParam("limit", 1).get("/api/v1/areas").then()
                .statusCode(200).body("items[0].kind", equalTo("BOUNDARY")).body("items[0].shape", nullValue())
                .extract();
        as(officer).queryParam("kind", "BOUNDARY").queryParam("limit", 1)
                .queryParam("after", first.<String>path("next")).get("/api/v1/areas").then().statusCode(200)
                .body("items[0].id", org.hamcrest.Matchers.greaterThan(first.<String>path("items[0].id")));
        as(officer).queryParam("code", code).get("/api/v1/areas").then().body("items.name", contains("A"));
        as(officer).get("/api/v1/areas/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void onlyStaffLookAndOnlySomeImport() {
        var file = collection(feature(code, "A", SQUARE));
        String area = post(officer, file, "WGS84").extract().path("items[0].areaId");
        var prosecutor = accounts.token("PROSECUTOR", here);

        as(prosecutor).get("/api/v1/areas").then().statusCode(200);
        as(prosecutor).get("/api/v1/areas/" + area).then().statusCode(200);
        post(prosecutor, file, "WGS84").statusCode(403);
        var nobody = accounts.token(null, null);
        as(nobody).get("/api/v1/areas").then().statusCode(403);
        as(nobody).get("/api/v1/areas/" + area).then().statusCode(403);
        post(nobody, file, "WGS84").statusCode(403);
        given().get("/api/v1/areas").then().statusCode(401);
        given().get("/api/v1/areas/" + area).then().statusCode(401);
        given().contentType("application/json").queryParam("crs", "WGS84").body(file).post(IMPORTS).then()
                .statusCode(401);
    }

    private ValidatableResponse post(String token, String file, String crs) {
        return as(token).queryParam("crs", crs).body(file).post(IMPORTS).then();
    }

    private Object version(UUID person) {
        return accounts.queryOne("select rules_version from standing where supervisee_id = ?", person);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private static String square(double west) {
        return "{\"type\":\"Polygon\",\"coordinates\":[[[W,30],[E,30],[E,31],[W,31],[W,30]]]}"
                .replace("W", number(west)).replace("E", number(west + 1));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((int) value) : String.valueOf(value);
    }

    private static String collection(String... features) {
        return java.util.Arrays.stream(features)
                .collect(Collectors.joining(",", "{\"type\":\"FeatureCollection\",\"features\":[", "]}"));
    }

    private static String feature(String code, String name, String geometry) {
        return "{\"type\":\"Feature\",\"properties\":{" + (code == null ? "" : "\"code\":\"" + code + "\",")
                + "\"name\":" + (name == null ? "null" : "\"" + name + "\"") + "},\"geometry\":" + geometry + "}";
    }

    private String counties() throws IOException {
        try (InputStream file = AreaImportTest.class.getResourceAsStream("/areas/us-counties.geojson")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("\"code\":\"(\\d+)\"", "\"code\":\"$1-" + code + "\"");
        }
    }
}
