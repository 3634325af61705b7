package org.rollcall.backend.access;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class MeTest {

    @Inject
    Accounts accounts;
    @Inject
    DeviceTokens devices;

    @Test
    void staffAreToldTheirPosts() {
        var unit = accounts.unit(accounts.province(), "PREFECTURE", "Mine");
        var login = accounts.staff("OFFICER", unit);
        var token = Accounts.signIn(login);

        given().auth().oauth2(token).get("/api/v1/me").then().statusCode(200).body("kind", equalTo("STAFF"))
                .body("id", equalTo(login)).body("login", equalTo(login)).body("displayName", equalTo("Somebody"))
                .body("posts.size()", equalTo(1)).body("posts[0].unitId", equalTo(unit.toString()))
                .body("posts[0].unitName", equalTo("Mine " + unit)).body("posts[0].role", equalTo("OFFICER"))
                .body("supervisee", nullValue());
    }

    @Test
    void aSuperviseeIsToldTheirOwnRecord() {
        var person = accounts.takenIn(accounts.unit(accounts.province(), "PREFECTURE", "Theirs"));
        var token = devices.of(person);

        given().auth().oauth2(token).get("/api/v1/me").then().statusCode(200).body("kind", equalTo("SUPERVISEE"))
                .body("posts.size()", equalTo(0)).body("login", nullValue())
                .body("supervisee.caseNumber", equalTo(person.toString()))
                .body("supervisee.legalBasis", equalTo("PROBATION"))
                .body("supervisee.termFrom", equalTo("2020-01-01")).body("supervisee.termUntil", equalTo("2099-12-31"))
                .body("supervisee.zone", equalTo("Asia/Shanghai")).body("supervisee.collecting", equalTo(true));
    }

    @Test
    void beforeIntakeNothingIsCollected() {
        var token = devices.of(accounts.supervisee(accounts.province()));

        given().auth().oauth2(token).get("/api/v1/me").then().statusCode(200)
                .body("supervisee.collecting", equalTo(false));
    }

    @Test
    void nobodyIsToldNothing() {
        given().get("/api/v1/me").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().auth().oauth2(UUID.randomUUID().toString()).get("/api/v1/me").then().statusCode(401);
    }
}
