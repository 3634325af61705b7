package org.rollcall.backend.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Whoever is supervised says what is wrong in the record, and an officer decides. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ObjectionsTest {

    private static final String API = "/api/v1/";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Pool pool; // as the application's own user of the database

    private UUID office;
    private UUID person;
    private String phone;
    private String login;
    private String officer;

    @BeforeEach
    void somebodyWithAPhone() {
        office = people.office();
        person = people.takenIn(office);
        phone = people.phone(person).token();
        login = accounts.staff("OFFICER", office);
        officer = Accounts.signIn(login);
    }

    @Test
    void theOfficerIsToldSeesItAndDecidesItOnceAndThePersonSeesThat() {
        var id = made();
        given().auth().oauth2(officer).get(API + "me/inbox").then().statusCode(200)
                .body("items.code", hasItem("TASK_WAITING")).body("items.objectId", hasItem(id));
        given().auth().oauth2(officer).get(API + "supervisees/" + person + "/objections").then().statusCode(200)
                .body("items.id", equalTo(java.util.List.of(id))).body("items[0].decision", nullValue());

        decide(officer, id).statusCode(201).body("decision.outcome", equalTo("UPHELD"));

        decide(officer, id).statusCode(409);
        given().auth().oauth2(phone).get(API + "me/objections").then().statusCode(200).body("items", hasSize(1))
                .body("items[0].decision.reason", equalTo("The neighbours say so."));
        assertThat(recorded("OBJECTION_MADE")).isEqualTo(1L);
        assertThat(recorded("OBJECTION_DECIDED")).isEqualTo(1L);
    }

    @Test
    void itMayBeAboutAnAlertOfOnesOwnAndNobodyElses() {
        object(body(alert(person))).statusCode(201);
        object(body(alert(people.takenIn(office)))).statusCode(404);
        object(body(UUID.randomUUID())).statusCode(404);
    }

    @Test
    void itIsAboutATimeOfThePastOfAWeekAtMost() {
        refused(NOW.minusSeconds(60), NOW.plusSeconds(3_600));
        refused(NOW.minus(Duration.ofDays(8)), NOW.minus(Duration.ofHours(1)));
        refused(NOW.minusSeconds(60), NOW.minusSeconds(60));
        refused(NOW.minusSeconds(60), NOW.minusSeconds(120));
        givenAnyRequest().auth().oauth2(phone).contentType("application/json")
                .body(Map.of("from", NOW.minusSeconds(60).toString(), "until", NOW.toString(), "statement", "  "))
                .post(API + "me/objections").then().statusCode(400);
    }

    @Test
    void nobodyFloodsAnOfficer() {
        for (int i = 0; i < Objections.MOST_WAITING; i++) {
            accounts.update("insert into objection (id, supervisee_id, from_at, until_at, statement, made_at) values"
                    + " (gen_random_uuid(), ?, now() - interval '2 hours', now() - interval '1 hour', 'Tests', now())",
                    person);
        }

        object(body(null)).statusCode(409);
    }

    @Test
    void whoIsElsewhereFindsNoneAndWhoMayNotDecidesNone() {
        var id = made();
        var stranger = accounts.token("OFFICER", people.office());
        given().auth().oauth2(stranger).get(API + "supervisees/" + person + "/objections").then().statusCode(404);
        decide(stranger, id).statusCode(404);
        for (var role : new String[]{"PROSECUTOR", "BUREAU_HEAD", "ADMIN"}) {
            decide(accounts.token(role, office), id).statusCode(403);
        }
        decide(phone, id).statusCode(403);
        var other = people.phone(people.takenIn(office)).token();
        given().auth().oauth2(other).get(API + "me/objections").then().statusCode(200).body("items", hasSize(0));
        given().auth().oauth2(officer).get(API + "me/objections").then().statusCode(403);
        givenAnyRequest().get(API + "me/objections").then().statusCode(401);
        givenAnyRequest().contentType("application/json").body(body(null)).post(API + "me/objections").then()
                .statusCode(401);

        given().auth().oauth2(officer).get(API + "supervisees/" + person + "/objections").then()
                .body("items[0].decision", nullValue());
    }

    @Test
    void theDatabaseItselfLetsNobodyObjectForAnotherNorDecideTheirOwn() {
        assertThatThrownBy(() -> as(login, "insert into objection (id, supervisee_id, from_at, until_at, statement,"
                + " made_at) values (gen_random_uuid(), $1, now() - interval '1 hour', now(), 'x', now())", person))
                .hasMessageContaining("42501");
        var id = UUID.fromString(made());
        assertThatThrownBy(() -> as(person.toString(), "insert into objection_decision (objection_id, outcome, reason,"
                + " decided_by, decided_at) values ($1, 'UPHELD', 'x', scope_account(), now())", id))
                .hasMessageContaining("42501");
        assertThatThrownBy(() -> as(login, "update objection set statement = 'y' where id = $1", id))
                .hasMessageContaining("42501");
    }

    private void as(String account, String sql, UUID value) {
        pool.withTransaction(tx -> tx.preparedQuery("select set_config('rollcall.account_id', $1, true)")
                .execute(Tuple.of(account)).chain(() -> tx.preparedQuery(sql).execute(Tuple.of(value)))).await()
                .atMost(Duration.ofSeconds(10));
    }

    private String made() {
        return object(body(null)).statusCode(201).extract().path("id");
    }

    private ValidatableResponse object(Map<String, Object> body) {
        return given().auth().oauth2(phone).contentType("application/json").body(body).post(API + "me/objections")
                .then();
    }

    private void refused(Instant from, Instant until) {
        object(Map.of("from", from.toString(), "until", until.toString(), "statement", "I was at home."))
                .statusCode(400);
    }

    private static Map<String, Object> body(UUID alert) {
        var body = new HashMap<String, Object>(Map.of("from", NOW.minusSeconds(7_200).toString(), "until",
                NOW.minusSeconds(3_600).toString(), "statement", "I was at home."));
        if (alert != null) {
            body.put("alertId", alert);
        }
        return body;
    }

    private static ValidatableResponse decide(String token, String id) {
        return given().auth().oauth2(token).contentType("application/json")
                .body(Map.of("outcome", "UPHELD", "reason", "The neighbours say so."))
                .post(API + "objections/" + id + "/decision").then();
    }

    private UUID alert(UUID of) {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', 'OPEN',"
                + " now(), now())", id, of, office);
        return id;
    }

    private Object recorded(String action) {
        return accounts.queryOne("select count(*) from audit_entry where action = ? and object_id = ?", action, person);
    }
}
