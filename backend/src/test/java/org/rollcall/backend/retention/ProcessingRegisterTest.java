package org.rollcall.backend.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Everybody of the agency sees what is kept how long; one changes it, within the law, and it is on record. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ProcessingRegisterTest {

    private static final String REGISTER = "/api/v1/processing-register";
    private static final String CHANGES = REGISTER + "/changes";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    RetentionSweep retention;

    private String top;

    @BeforeEach
    void whoeverKeepsTheTopmostUnit() {
        asItCame();
        top = accounts.token("ADMIN", accounts.province());
    }

    /** Before as well: other tests change periods, too. */
    @AfterEach
    void asItCame() {
        accounts.update("delete from retention_rule where version > 1");
    }

    @Test
    void registerStatesOfEachClassWhyByWhichRuleHowLongAndWhatComesThen() {
        given().auth().oauth2(accounts.token("PROSECUTOR", people.county())).get(REGISTER).then().statusCode(200)
                .body("entries.dataClass",
                        containsInAnyOrder("RAW_FIXES", "KEPT_FIXES", "UNREADABLE_BODIES", "CHECK_INS", "REPORTS",
                                "ALERTS", "PERSONAL_DATA", "CASE_FILE", "DEVICES", "NOTICES", "STAFF_SESSIONS",
                                "REPEATED_REQUESTS", "RECORD_OF_DEEDS"))
                .body("entries.find { it.dataClass == 'RAW_FIXES' }.days", equalTo(90))
                .body("entries.find { it.dataClass == 'RAW_FIXES' }.atEnd", equalTo("THIN"))
                .body("entries.find { it.dataClass == 'CASE_FILE' }.atEnd", equalTo("LOCK"))
                .body("entries.find { it.dataClass == 'NOTICES' }.days", equalTo(1096))
                .body("entries.find { it.dataClass == 'RECORD_OF_DEEDS' }.days", nullValue())
                .body("entries.find { it.dataClass == 'RECORD_OF_DEEDS' }.ends", contains("KEEP"));
    }

    @Test
    void whatIsChangedIsInForceOnRecordAndObeyed() {
        var device = people.ownTracks(people.takenIn()).device();
        accounts.update(
                "insert into quarantine (id, device_id, dialect, reason, received_at, body_bytes, sealed) values"
                        + " (gen_random_uuid(), ?, 'OWNTRACKS', 'UNREADABLE', now() - interval '45 days', 1,"
                        + " decode(repeat('00', 29), 'hex'))",
                device);

        String id = change("UNREADABLE_BODIES", 60, "DELETE").statusCode(201).body("version", equalTo(2))
                .body("purpose", equalTo("so that no evidence is lost to a fault of an app")).extract().path("id");

        given().auth().oauth2(top).get(REGISTER).then()
                .body("entries.find { it.dataClass == 'UNREADABLE_BODIES' }.days", equalTo(60))
                .body("entries.find { it.dataClass == 'UNREADABLE_BODIES' }.version", equalTo(2));
        given().auth().oauth2(top).queryParam("limit", 200).get(CHANGES).then().statusCode(200)
                .body("items.findAll { it.dataClass == 'UNREADABLE_BODIES' }.days", contains(30, 60))
                .body("items.id", hasItem(id));
        assertThat(accounts.queryOne("select detail ->> 'daysBefore' || ' ' || (detail ->> 'days') from audit_entry"
                + " where action = 'RETENTION_CHANGED' and object_id = ?", UUID.fromString(id))).isEqualTo("30 60");
        retention.run().await().atMost(Duration.ofSeconds(60));
        assertThat(bodies(device)).isEqualTo(1L);

        change("UNREADABLE_BODIES", 40, "DELETE").statusCode(201).body("version", equalTo(3));

        retention.run().await().atMost(Duration.ofSeconds(60));
        assertThat(bodies(device)).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({"UNREADABLE_BODIES, 0, DELETE", "UNREADABLE_BODIES, -1, DELETE", "UNREADABLE_BODIES, 6, DELETE",
        "UNREADABLE_BODIES, 366, DELETE", "UNREADABLE_BODIES, , KEEP", "UNREADABLE_BODIES, , DELETE",
        "UNREADABLE_BODIES, 30, LOCK", "NOTICES, 1095, DELETE", "ALERTS, 1095, DELETE", "RAW_FIXES, 89, THIN",
        "RAW_FIXES, 90, DELETE", "CHECK_INS, 400, KEEP", "RECORD_OF_DEEDS, 2000, DELETE", "NOTHING, 30, DELETE"})
    void absurdPeriodsAreRefusedAndChangeNothing(String dataClass, Integer days, String atEnd) {
        change(dataClass, days, atEnd).statusCode(400).body("type", equalTo("urn:rollcall:problem:invalid"));

        assertThat(accounts.queryOne("select count(*) from retention_rule where version > 1")).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({"NOTICES, 1095, DELETE", "UNREADABLE_BODIES, 0, DELETE", "RECORD_OF_DEEDS, 2000, DELETE",
        "CASE_FILE, , KEEP"})
    void theDatabaseRefusesThemToo(String dataClass, Integer days, String atEnd) {
        assertThatThrownBy(
                () -> accounts.update("insert into retention_rule (id, class, version, days, at_end, purpose,"
                        + " legal_basis, reason, changed_by, changed_at) select gen_random_uuid(), ?, 2, ?, ?, 'x', 'x', 'x', id,"
                        + " now() from account where kind = 'STAFF' limit 1", dataClass, days, atEnd))
                .hasMessageMatching("(?s).*(violates check|are|is one of).*");
    }

    @Test
    void nobodyElseChangesIt() {
        var county = people.county();
        for (var token : List.of(accounts.token("ADMIN", county), accounts.token("COUNTY_OFFICER", county))) {
            change(token, "STAFF_SESSIONS", 60, "DELETE").statusCode(403);
        }
        givenAnyRequest().contentType("application/json").body(body("STAFF_SESSIONS", 60, "DELETE")).post(CHANGES)
                .then().statusCode(401);
        givenAnyRequest().get(REGISTER).then().statusCode(401);
        givenAnyRequest().get(CHANGES).then().statusCode(401);

        assertThat(accounts.queryOne("select count(*) from retention_rule where version > 1")).isEqualTo(0L);
    }

    private long bodies(UUID device) {
        return (long) accounts.queryOne("select count(*) from quarantine where device_id = ?", device);
    }

    private io.restassured.response.ValidatableResponse change(String dataClass, Integer days, String atEnd) {
        return change(top, dataClass, days, atEnd);
    }

    private static io.restassured.response.ValidatableResponse change(String token, String dataClass, Integer days,
            String atEnd) {
        return givenAnyRequest().auth().oauth2(token).contentType("application/json")
                .body(body(dataClass, days, atEnd)).post(CHANGES).then();
    }

    private static Map<String, Object> body(String dataClass, Integer days, String atEnd) {
        var body = new HashMap<String, Object>(Map.of("dataClass", dataClass, "atEnd", atEnd, "reason", "Tests"));
        if (days != null) {
            body.put("days", days);
        }
        return body;
    }
}
