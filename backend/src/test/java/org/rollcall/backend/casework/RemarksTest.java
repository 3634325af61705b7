package org.rollcall.backend.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RemarksTest {

    private static final String API = "/api/v1/";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Pool pool; // as the application's own user of the database

    private UUID county;
    private UUID person;
    private String prosecutor;
    private String officer;

    @BeforeEach
    void aCase() {
        county = people.county();
        person = people.takenIn(county);
        prosecutor = accounts.token("PROSECUTOR", county);
        officer = accounts.token("COUNTY_OFFICER", county);
    }

    @Test
    void theAgencySeesANoticeAndAnswersItOnce() {
        var notice = notice(prosecutor, person).statusCode(201).body("answer", nullValue()).extract().jsonPath()
                .getString("id");

        answer(officer, notice).statusCode(201).body("answer.content", equalTo("It is corrected."));

        answer(officer, notice).statusCode(409);
        for (var token : List.of(prosecutor, officer, accounts.token("OFFICER", county),
                accounts.token("BUREAU_HEAD", county))) {
            as(token).get(API + "supervisees/" + person + "/remarks").then().statusCode(200)
                    .body("items.id", equalTo(List.of(notice)))
                    .body("items[0].answer.content", equalTo("It is corrected."));
        }
        assertThat(recorded("REMARK_MADE")).isEqualTo(1L);
        assertThat(recorded("REMARK_ANSWERED")).isEqualTo(1L);
    }

    @Test
    void aNoticeHasANumberAndACommentNeedNone() {
        as(prosecutor).contentType("application/json")
                .body(Map.of("kind", "CORRECTION_NOTICE", "content", "Correct it."))
                .post(API + "supervisees/" + person + "/remarks").then().statusCode(400);
        as(prosecutor).contentType("application/json").body(Map.of("kind", "COMMENT", "content", "Look at May."))
                .post(API + "supervisees/" + person + "/remarks").then().statusCode(201);
    }

    @Test
    void nobodyMakesOrAnswersOneElsewhereOrInTheOthersPlace() {
        var notice = notice(prosecutor, person).statusCode(201).extract().jsonPath().getString("id");
        var elsewhere = people.county();

        notice(accounts.token("PROSECUTOR", elsewhere), person).statusCode(404);
        answer(accounts.token("COUNTY_OFFICER", elsewhere), notice).statusCode(404);
        as(accounts.token("PROSECUTOR", elsewhere)).get(API + "supervisees/" + person + "/remarks").then()
                .statusCode(404);
        notice(officer, person).statusCode(403);
        answer(prosecutor, notice).statusCode(403);
    }

    @Test
    void theDatabaseKnowsWhoSpeaksForWhom() {
        var account = accounts.staff("COUNTY_OFFICER", county);

        assertThatThrownBy(() -> pool.withTransaction(transaction -> transaction
                .preparedQuery("select set_config('rollcall.account_id', $1, true)").execute(Tuple.of(account))
                .chain(() -> transaction
                        .preparedQuery("insert into remark (id, supervisee_id, kind, content, issued_by,"
                                + " issued_at) values (gen_random_uuid(), $1, 'COMMENT', 'x', $2, now())")
                        .execute(Tuple.of(person, UUID.fromString(account)))))
                .await().atMost(Duration.ofSeconds(10))).hasMessageContaining("row-level security");
    }

    private long recorded(String action) {
        return (long) accounts.queryOne("select count(*) from audit_entry where action = ? and object_id = ?", action,
                person);
    }

    private static ValidatableResponse notice(String token, UUID person) {
        return as(token).contentType("application/json")
                .body(Map.of("kind", "CORRECTION_NOTICE", "documentNumber", "2026-17", "content", "The permit is late.",
                        "answerBy", "2026-12-20"))
                .post(API + "supervisees/" + person + "/remarks").then();
    }

    private static ValidatableResponse answer(String token, String notice) {
        return as(token).contentType("application/json").body(Map.of("content", "It is corrected."))
                .post(API + "remarks/" + notice + "/answer").then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
