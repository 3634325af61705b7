package org.rollcall.backend.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class HomeAreaTest {

    private static final String BELIEVED = "select count(*) from home_area where supervisee_id = ? and known_until is null";
    private static final String ALL = "select count(*) from home_area where supervisee_id = ?";

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;
    @Inject
    @io.quarkus.agroal.DataSource("owner")
    DataSource owner;

    private UUID person;
    private String login;
    private String officer;
    private String stranger;
    private UUID county;
    private UUID enclave;

    @BeforeEach
    void twoPrefectures() {
        var here = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        person = accounts.takenIn(here);
        login = accounts.staff("OFFICER", here);
        officer = Accounts.signIn(login);
        stranger = accounts.token("OFFICER", accounts.unit(accounts.province(), "PREFECTURE", "There"));
        county = areas.square(110, 30, 1);
        enclave = areas.square(112, 30, 0.1);
    }

    @Test
    void anOfficerSetsAHomeOfSeveralAreas() {
        set(List.of(county, enclave), null).statusCode(200)
                .body("areaIds", containsInAnyOrder(county.toString(), enclave.toString()))
                .body("validUntil", nullValue());

        as(officer).get(path()).then().statusCode(200)
                .body("areaIds", containsInAnyOrder(county.toString(), enclave.toString()));
        assertThat(version()).isEqualTo(1L);
        assertThat(accounts.queryOne("select detail ->> 'validFrom' from audit_entry where object_id = ? and actor = ?"
                + " and action = 'HOME_AREA_SET'", person, UUID.fromString(login))).isNotNull();
    }

    @Test
    void aMoveKeepsWhatWasBelievedBefore() {
        set(List.of(county), "2026-01-01T00:00:00Z").statusCode(200);

        set(List.of(enclave), "2026-03-01T00:00:00Z").statusCode(200).body("areaIds", contains(enclave.toString()))
                .body("validFrom", equalTo("2026-03-01T00:00:00Z"));

        assertThat(accounts.queryOne(ALL, person)).isEqualTo(3L);
        assertThat(accounts.queryOne(BELIEVED, person)).isEqualTo(2L);
        assertThat(accounts.queryOne("select upper(valid) = '2026-03-01' from home_area where supervisee_id = ?"
                + " and area_id = ? and known_until is null", person, county)).isEqualTo(true);
        assertThat(version()).isEqualTo(2L);
    }

    @Test
    void aMoveToComeShowsWhenItComes() {
        set(List.of(county), null).statusCode(200);

        set(List.of(enclave), "2099-01-01T00:00:00Z").statusCode(200).body("areaIds", contains(enclave.toString()));

        as(officer).get(path()).then().statusCode(200).body("areaIds", contains(county.toString()))
                .body("validUntil", equalTo("2099-01-01T00:00:00Z"));
    }

    @Test
    void aRepetitionAddsNothing() {
        set(List.of(county, enclave), "2026-01-01T00:00:00Z").statusCode(200);

        set(List.of(enclave, county), "2026-01-01T00:00:00Z").statusCode(200);
        set(List.of(enclave, county), null).statusCode(200).body("validFrom", equalTo("2026-01-01T00:00:00Z"));

        assertThat(accounts.queryOne(ALL, person)).isEqualTo(2L);
        assertThat(accounts.queryOne("select count(*) from audit_entry where object_id = ?", person)).isEqualTo(1L);
    }

    @Test
    void twoAtTheSameTimeEndInOneOfThem() {
        List.of(county, enclave, county, enclave).parallelStream()
                .forEach(area -> set(List.of(area), "2026-01-01T00:00:00Z").statusCode(200));

        assertThat(accounts.queryOne(BELIEVED, person)).isEqualTo(1L);
    }

    @Test
    void whoIsGivenAnAreaWhileItIsMovedWaitsForTheMove() throws SQLException {
        try (var importing = owner.getConnection(); var statement = importing.createStatement()) {
            importing.setAutoCommit(false);
            statement.execute("select hold_areas(array['" + county + "'::uuid])");

            var set = CompletableFuture.runAsync(() -> set(List.of(county), null).statusCode(200));

            Awaitility.await().until(() -> (Long) accounts.queryOne("select count(*) from pg_locks"
                    + " where locktype = 'advisory' and classid = 4711 and not granted") > 0);
            assertThat(set).isNotDone();
            importing.rollback();
            set.join();
        }
    }

    @Test
    void anAreaThatLaysNowhereYetIsRefused() {
        var future = areas.square(114, 30, 1);
        accounts.update("delete from area_version where area_id = ?", future);
        areas.version(future, 1, 114, 30, 1, Instant.parse("2026-06-01T00:00:00Z"), Areas.LONG_AGO);

        set(List.of(future), "2026-05-31T23:59:59Z").statusCode(400);
        set(List.of(future), "2026-06-01T00:00:00Z").statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"areaIds\": []}", "{\"areaIds\": [null]}", "{\"areaIds\": [\"x\"]}",
        "{\"areaIds\": [\"00000000-0000-4000-8000-000000000000\"]}", "not json", "[]", "",
        "{\"areaIds\": [\"COUNTY\", \"COUNTY\"]}", "{\"areaIds\": [\"COUNTY\"], \"surprise\": 1}",
        "{\"areaIds\": [\"COUNTY\"], \"validFrom\": \"yesterday\"}",
        "{\"areaIds\": [\"COUNTY\"], \"validFrom\": \"+999999-01-01T00:00:00Z\"}"})
    void whatCannotBeIsRefused(String body) {
        as(officer).body(body.replace("COUNTY", county.toString())).put(path()).then().statusCode(400)
                .contentType("application/problem+json");

        assertThat(accounts.queryOne(ALL, person)).isEqualTo(0L);
    }

    @Test
    void nobodyElseSetsOrSeesIt() {
        set(List.of(county), null).statusCode(200);
        var body = Map.of("areaIds", List.of(enclave));

        as(stranger).get(path()).then().statusCode(404);
        as(stranger).body(body).put(path()).then().statusCode(404);
        given().get(path()).then().statusCode(401);
        given().contentType("application/json").body(body).put(path()).then().statusCode(401);
        var province = accounts.province();
        as(accounts.token("ADMIN", province)).get(path()).then().statusCode(403);
        as(accounts.token("PROSECUTOR", province)).get(path()).then().statusCode(200);
        as(accounts.token("PROSECUTOR", province)).body(body).put(path()).then().statusCode(403);
        as(officer).get("/api/v1/supervisees/" + UUID.randomUUID() + "/home-area").then().statusCode(404);

        assertThat(accounts.queryOne(BELIEVED, person)).isEqualTo(1L);
    }

    @Test
    void withoutAHomeAreaThereIsNone() {
        as(officer).get(path()).then().statusCode(404);
    }

    private ValidatableResponse set(List<UUID> home, String validFrom) {
        return as(officer).body(
                validFrom == null ? Map.of("areaIds", home) : Map.of("areaIds", home, "validFrom", validFrom))
                .put(path()).then();
    }

    private Object version() {
        return accounts.queryOne("select rules_version from standing where supervisee_id = ?", person);
    }

    private String path() {
        return "/api/v1/supervisees/" + person + "/home-area";
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
