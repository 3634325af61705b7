package org.rollcall.backend.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class PersonalDataTest {

    private static final String NUMBER = "11010519491231002X";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    FieldRotation rotation;

    private UUID office;
    private UUID person;
    private String officer;
    private String phone;

    @BeforeEach
    void somebody() {
        office = people.office();
        person = people.takenIn(office);
        officer = accounts.token("OFFICER", office);
        phone = "+86" + Math.abs(UUID.randomUUID().getMostSignificantBits() % 10_000_000_000L);
    }

    @Test
    void whatIsSetIsShownAndTheNumberTellsTheBirthday() {
        set().statusCode(200).body("birthDate", equalTo("1949-12-31")).body("sex", equalTo("FEMALE"));

        as(officer).get(path()).then().statusCode(200).body("document.number", equalTo(NUMBER))
                .body("phone", equalTo(phone)).body("healthNotes", equalTo("糖尿病"));
        assertThat(recorded("PERSONAL_DATA_SET")).isEqualTo(1L);
        assertThat(recorded("PERSONAL_DATA_SEEN")).isEqualTo(1L);
    }

    @Test
    void whatIsAbsentIsRemoved() {
        set().statusCode(200);

        put(Map.of("phone", phone)).statusCode(200).body("document", nullValue());

        as(officer).get(path()).then().statusCode(200).body("document", nullValue()).body("healthNotes", nullValue());
        search(Map.of("document", Map.of("kind", "RESIDENT_ID", "number", NUMBER))).body("superviseeIds",
                equalTo(List.of()));
    }

    @Test
    void nothingOfItStandsInTheDatabase() {
        set().statusCode(200);

        var row = (String) accounts.queryOne("select row_to_json(p)::text from personal_data p where supervisee_id = ?",
                person);
        for (var secret : List.of(NUMBER, phone, "糖尿病")) {
            assertThat(row).doesNotContain(secret).doesNotContain(
                    java.util.HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(
                (String) accounts.queryOne("select string_agg(detail::text, ' ') from audit_entry where object_id = ?",
                        person))
                .doesNotContain(NUMBER, phone, "糖尿病");
    }

    @Test
    void itIsFoundExactlyHoweverItIsWrittenAndInScopeAlone() {
        set().statusCode(200);
        var grouped = phone.substring(0, 3) + " " + phone.substring(3, 6) + "-" + phone.substring(6);

        search(Map.of("phone", grouped)).statusCode(200).body("superviseeIds", equalTo(List.of(person.toString())));
        search(Map.of("document", Map.of("kind", "RESIDENT_ID", "number", NUMBER.toLowerCase()))).statusCode(200)
                .body("superviseeIds", equalTo(List.of(person.toString())));
        search(Map.of("phone", phone.substring(0, phone.length() - 1))).body("superviseeIds", equalTo(List.of()));
        var stranger = accounts.token("OFFICER", people.office());
        as(stranger).contentType("application/json").body(Map.of("phone", phone))
                .post("/api/v1/personal-data-searches").then().body("superviseeIds", equalTo(List.of()));
        as(stranger).get(path()).then().statusCode(404);
    }

    @Test
    void aWrongNumberIsRefusedWithoutBeingRepeated() {
        put(Map.of("document", Map.of("kind", "RESIDENT_ID", "number", "110105194912310021"))).statusCode(400)
                .body("detail", containsString("document.number")).body(not(containsString("110105194912310021")));
    }

    @Test
    void rotationSealsEverythingAnewAndGoesOnWhereItStopped() {
        set().statusCode(200);
        var before = key();
        var sealed = accounts.queryOne("select encode(phone_sealed, 'hex') from personal_data where supervisee_id = ?",
                person);

        rotation.begin().await().atMost(Duration.ofSeconds(20));
        rotation.begin().await().atMost(Duration.ofSeconds(20));
        as(officer).get(path()).then().statusCode(200).body("phone", equalTo(phone));
        search(Map.of("phone", phone)).body("superviseeIds", equalTo(List.of(person.toString())));
        var everybody = accounts.queryOne("select count(*)::int from personal_data");
        int resealed = rotation.run().await().atMost(Duration.ofSeconds(60));
        assertThat(resealed).as("people, told as they are").isEqualTo(everybody);

        assertThat(key()).isNotEqualTo(before);
        assertThat(accounts.queryOne("select encode(phone_sealed, 'hex') from personal_data where supervisee_id = ?",
                person)).isNotEqualTo(sealed);
        assertThat(accounts.queryOne("select count(*) from personal_data p join field_key k on k.id = p.key_id"
                + " where k.retired_at is not null")).isEqualTo(0L);
        as(officer).get(path()).then().statusCode(200).body("document.number", equalTo(NUMBER))
                .body("healthNotes", equalTo("糖尿病"));
        search(Map.of("phone", phone)).body("superviseeIds", equalTo(List.of(person.toString())));
    }

    private Object key() {
        return accounts.queryOne("select key_id from personal_data where supervisee_id = ?", person);
    }

    private Object recorded(String action) {
        return accounts.queryOne("select count(*) from audit_entry where object_id = ? and action = ?", person, action);
    }

    private ValidatableResponse set() {
        return put(Map.of("document", Map.of("kind", "RESIDENT_ID", "number", NUMBER), "phone", phone, "healthNotes",
                "糖尿病"));
    }

    private ValidatableResponse put(Map<String, ?> body) {
        return as(officer).contentType("application/json").body(body).put(path()).then();
    }

    private ValidatableResponse search(Map<String, ?> body) {
        return as(officer).contentType("application/json").body(body).post("/api/v1/personal-data-searches").then();
    }

    private String path() {
        return "/api/v1/supervisees/" + person + "/personal-data";
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
