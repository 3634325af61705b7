package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

/** Who holds several posts may sign in for one: it alone counts, in the roles and in the database. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class OnePostTest {

    @Inject
    Accounts accounts;

    private UUID here;
    private UUID there;
    private String login;
    private UUID adminHere;
    private UUID officerThere;

    @BeforeEach
    void adminHereAndOfficerThere() {
        here = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        there = accounts.unit(accounts.province(), "PREFECTURE", "There");
        login = accounts.staff("ADMIN", here);
        adminHere = postAt(here);
        officerThere = UUID.randomUUID();
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (?, ?, ?, 'OFFICER',"
                + " tstzrange('2020-01-01', null))", officerThere, UUID.fromString(login), there);
    }

    @Test
    void withoutOneTheSessionHoldsThemAll() {
        var token = Accounts.signIn(login);

        given().auth().oauth2(token).get("/api/v1/me").then().body("posts.size()", equalTo(2));
        assertThat(unitsSeenBy(token)).containsExactlyInAnyOrder(here.toString(), there.toString());
    }

    @Test
    void theSessionHoldsThatPostOnly() {
        String token = signIn(login, officerThere).statusCode(201).extract().path("accessToken");

        given().auth().oauth2(token).get("/api/v1/me").then().statusCode(200)
                .body("posts.id", equalTo(List.of(officerThere.toString())));
        given().auth().oauth2(token).get("/api/v1/accounts").then().statusCode(403);
        assertThat(unitsSeenBy(token)).containsExactly(there.toString());
    }

    @Test
    void aPostOfSomebodyElseOneThatHasEndedAndOneThatNeverWasAreAWrongPassword() {
        var other = accounts.staff("OFFICER", here);
        end(officerThere);
        var wrongPassword = given().contentType("application/json")
                .body(Map.of("login", login, "password", "not the password at all")).post("/api/v1/sessions").then()
                .statusCode(401).extract().asString();

        for (var post : List.of(postOf(other), officerThere, UUID.randomUUID())) {
            assertThat(signIn(login, post).statusCode(401).extract().asString()).isEqualTo(wrongPassword);
        }
    }

    @Test
    void theSessionEndsWithItsPost() {
        String token = signIn(login, officerThere).extract().path("accessToken");
        String other = signIn(login, adminHere).extract().path("accessToken");

        end(officerThere);

        given().auth().oauth2(token).get("/api/v1/me").then().statusCode(401);
        given().auth().oauth2(other).get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void aPostThatIsNoIdIsRefused() {
        given().contentType("application/json")
                .body(Map.of("login", login, "password", Accounts.PASSWORD, "post", "mine")).post("/api/v1/sessions")
                .then().statusCode(400).body("violations[0].field", equalTo("post"));
    }

    private static List<String> unitsSeenBy(String token) {
        return given().auth().oauth2(token).get("/api/v1/agency-units").then().statusCode(200).extract().jsonPath()
                .getList("items.id");
    }

    private static ValidatableResponse signIn(String login, UUID post) {
        return given().contentType("application/json")
                .body(Map.of("login", login, "password", Accounts.PASSWORD, "post", post)).post("/api/v1/sessions")
                .then();
    }

    private void end(UUID post) {
        accounts.update("update post set valid = tstzrange('2020-01-01', now() - interval '1 minute') where id = ?",
                post);
    }

    private UUID postAt(UUID unit) {
        return (UUID) accounts.queryOne("select id from post where unit_id = ?", unit);
    }

    private UUID postOf(String account) {
        return (UUID) accounts.queryOne("select id from post where account_id = ?", UUID.fromString(account));
    }
}
