package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** What our own client says of its phone. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class MyDeviceStatusTest {

    private static final String PATH = "/api/v1/me/device-status";

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private People.Phone phone;

    @BeforeEach
    void somebody() {
        phone = people.phone(people.takenIn());
    }

    @Test
    void itIsKeptAndIsAContact() {
        given().auth().oauth2(phone.token()).contentType("application/json")
                .body(Map.of("permission", "WHILE_IN_USE", "locationOn", true)).put(PATH).then().statusCode(204);

        assertThat(accounts.queryOne("select location_permission || ' ' || location_on from device_status"
                + " where device_id = ?", phone.device())).isEqualTo("WHILE_IN_USE true");
        assertThat(accounts.queryOne("select last_contact_at is not null from standing where supervisee_id = ?",
                phone.person())).isEqualTo(true);
    }

    @Test
    void ofTheBatteryItIsKeptWhetherItIsLowAndOfTheAppItsVersion() {
        for (var said : List.of(Map.of("batteryPercent", 14, "appVersion", "2.4.1"),
                Map.of("batteryPercent", 15, "appVersion", "2.4.1"),
                Map.of("batteryPercent", 3, "charging", true, "appVersion", "2.4.1"))) {
            given().auth().oauth2(phone.token()).contentType("application/json").body(said).put(PATH).then()
                    .statusCode(204);

            assertThat(accounts.queryOne("select battery_low || ' ' || app_version from device_status"
                    + " where device_id = ?", phone.device()))
                    .isEqualTo(said.get("batteryPercent").equals(14) ? "true 2.4.1" : "false 2.4.1");
        }
    }

    @Test
    void outsideACollectionPeriodItIsForgotten() {
        accounts.update("delete from collection_period where supervisee_id = ?", phone.person());

        given().auth().oauth2(phone.token()).contentType("application/json").body(Map.of("locationOn", false)).put(PATH)
                .then().statusCode(204);

        assertThat(accounts.queryOne("select count(*) from device_status where device_id = ?", phone.device()))
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"permission\": \"MAYBE\"}", "{\"locationOn\": true, \"wifi\": \"x\"}",
        "{\"batteryPercent\": 101}", "{\"charging\": true}",
        "{\"appVersion\": \"\"}", "{\"appVersion\": \"2\\n\"}", "{\"loc",
        "null", ""})
    void whatSaysNothingOrTooMuchIsRefused(String body) {
        givenAnyRequest().auth().oauth2(phone.token()).contentType("application/json").body(body).put(PATH).then()
                .statusCode(400);
    }

    @Test
    void onlyAPhoneOfASuperviseeSaysIt() {
        var body = Map.of("locationOn", true);
        given().contentType("application/json").body(body).put(PATH).then().statusCode(401);
        given().auth().oauth2(accounts.token("OFFICER", people.office())).contentType("application/json").body(body)
                .put(PATH).then().statusCode(403);
    }
}
