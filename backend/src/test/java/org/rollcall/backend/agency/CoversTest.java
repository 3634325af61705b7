package org.rollcall.backend.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
class CoversTest {

    private static final String API = "/api/v1/";

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private final Instant nextWeek = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(7));
    private UUID county;
    private UUID river;
    private UUID hill;
    private String away;
    private String here;
    private UUID person;

    @BeforeEach
    void twoOfficesOfACounty() {
        county = people.county();
        river = accounts.unit(county, "JUSTICE_OFFICE", "River");
        hill = accounts.unit(county, "JUSTICE_OFFICE", "Hill");
        away = accounts.staff("OFFICER", river);
        here = accounts.staff("OFFICER", hill);
        person = people.takenIn(river);
    }

    @Test
    void whoCoversSeesThePeopleOfBothPostsInMidSession() {
        var token = Accounts.signIn(here);
        var own = people.takenIn(hill);
        see(token, person).statusCode(404);

        var cover = cover(Accounts.signIn(away), postOf(away), here, nextWeek).statusCode(201)
                .body("covers", equalTo(postOf(away).toString())).body("validUntil", equalTo(nextWeek.toString()))
                .extract().jsonPath().getString("id");

        see(token, person).statusCode(200);
        see(token, own).statusCode(200);
        as(token).get(API + "me").then().body("posts.covers", hasItem(postOf(away).toString()));
        assertThat(recorded("COVER_GIVEN", cover)).isEqualTo(1L);
    }

    @Test
    void eitherOfBothEndsItAtOnceAndItIsOnRecord() {
        for (var who : List.of(away, here)) {
            var token = Accounts.signIn(here);
            var cover = cover(Accounts.signIn(away), postOf(away), here, nextWeek).statusCode(201).extract()
                    .jsonPath().getString("id");
            see(token, person).statusCode(200);

            as(Accounts.signIn(who)).post(API + "me/covers/" + cover + "/ending").then().statusCode(204);

            see(token, person).statusCode(404);
            assertThat(recorded("COVER_ENDED", cover)).isEqualTo(1L);
            as(Accounts.signIn(who)).post(API + "me/covers/" + cover + "/ending").then().statusCode(404);
        }
    }

    @Test
    void nobodyElseEndsIt() {
        var cover = cover(Accounts.signIn(away), postOf(away), here, nextWeek).statusCode(201).extract().jsonPath()
                .getString("id");

        as(accounts.token("COUNTY_OFFICER", county)).post(API + "me/covers/" + cover + "/ending").then()
                .statusCode(404);

        see(Accounts.signIn(here), person).statusCode(200);
    }

    @Test
    void itCountsBetweenItsDatesAndNotBefore() {
        var token = Accounts.signIn(here);

        as(Accounts.signIn(away)).contentType("application/json").body(Map.of("postId", postOf(away), "accountId", here,
                "validFrom", Instant.now().plus(Duration.ofDays(1)).toString(), "validUntil", nextWeek.toString()))
                .post(API + "me/covers").then().statusCode(201);

        see(token, person).statusCode(404);
        accounts.update("update post set valid = tstzrange(now() - interval '2 days', now() - interval '1 day')"
                + " where account_id = ? and covers is not null", UUID.fromString(here));
        see(token, person).statusCode(404);
        accounts.update("update post set valid = tstzrange(now() - interval '2 days', now() + interval '1 day')"
                + " where account_id = ? and covers is not null", UUID.fromString(here));
        see(token, person).statusCode(200);
    }

    @Test
    void itEndsWithThePostThatItCovers() {
        var token = Accounts.signIn(here);
        cover(Accounts.signIn(away), postOf(away), here, nextWeek).statusCode(201);
        see(token, person).statusCode(200);

        as(accounts.token("ADMIN", county)).post(API + "posts/" + postOf(away) + "/ending").then().statusCode(200);

        see(token, person).statusCode(404);
    }

    @Test
    void nobodyHandsOutThePostOfAnother() {
        cover(Accounts.signIn(here), postOf(away), here, nextWeek).statusCode(404);
        cover(accounts.token("COUNTY_OFFICER", county), postOf(away), here, nextWeek).statusCode(404);
    }

    @Test
    void aCoverIsNotHandedOn() {
        var cover = cover(Accounts.signIn(away), postOf(away), here, nextWeek).statusCode(201).extract().jsonPath()
                .getString("id");

        cover(Accounts.signIn(here), UUID.fromString(cover), accounts.staff("OFFICER", hill), nextWeek)
                .statusCode(404);
    }

    @Test
    void onlyWhoWorksInTheCountyCovers() {
        var token = Accounts.signIn(away);

        cover(token, postOf(away), accounts.staff("OFFICER", people.county()), nextWeek).statusCode(400);
        cover(token, postOf(away), accounts.staff("ADMIN", county), nextWeek).statusCode(400);
        cover(token, postOf(away), accounts.staff(null, null), nextWeek).statusCode(400);
        cover(token, postOf(away), away, nextWeek).statusCode(400);
        cover(token, postOf(away), accounts.staff("COUNTY_OFFICER", county), nextWeek).statusCode(201);
    }

    @Test
    void theAgencyDoesNotCoverTheProcuratorateNorIsItCovered() {
        var inspector = accounts.staff("PROSECUTOR", county);

        cover(Accounts.signIn(away), postOf(away), inspector, nextWeek).statusCode(400);
        cover(Accounts.signIn(inspector), postOf(inspector), away, nextWeek).statusCode(400);
        cover(Accounts.signIn(inspector), postOf(inspector), accounts.staff("PROSECUTOR", river), nextWeek)
                .statusCode(201);
    }

    @Test
    void aCoverIsForSomeDays() {
        var token = Accounts.signIn(away);

        cover(token, postOf(away), here, Instant.now().minusSeconds(60)).statusCode(400);
        cover(token, postOf(away), here, Instant.now().plus(Covers.LONGEST).plus(Duration.ofDays(1))).statusCode(400);
    }

    @Test
    void anAdminOfTheUnitHasAPostCoveredAndNoAdminOfAnother() {
        var path = API + "posts/" + postOf(away) + "/covers";
        var body = Map.of("accountId", here, "validUntil", nextWeek.toString());

        as(accounts.token("ADMIN", people.county())).contentType("application/json").body(body).post(path).then()
                .statusCode(404);
        as(accounts.token("ADMIN", county)).contentType("application/json").body(body).post(path).then()
                .statusCode(201);
        as(accounts.token("ADMIN", county)).contentType("application/json").body(body).post(path).then()
                .statusCode(409);

        see(Accounts.signIn(here), person).statusCode(200);
    }

    @Test
    void anAdminWhoIsAnOfficerTooGivesThemselfNoCover() {
        var admin = accounts.staff("ADMIN", county);
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?,"
                + " 'OFFICER', tstzrange('2020-01-01', null))", UUID.fromString(admin), hill);

        as(Accounts.signIn(admin)).contentType("application/json")
                .body(Map.of("accountId", admin, "validUntil", nextWeek.toString()))
                .post(API + "posts/" + postOf(away) + "/covers").then().statusCode(409);

        see(Accounts.signIn(admin), person).statusCode(404);
    }

    @Test
    void bothAreShownIt() {
        var cover = cover(Accounts.signIn(away), postOf(away), here, nextWeek).statusCode(201).extract().jsonPath()
                .getString("id");

        for (var who : List.of(away, here)) {
            as(Accounts.signIn(who)).get(API + "me/covers").then().statusCode(200)
                    .body("items.id", equalTo(List.of(cover)));
        }
        as(accounts.token("OFFICER", hill)).get(API + "me/covers").then().statusCode(200).body("items.size()",
                equalTo(0));
    }

    private UUID postOf(String login) {
        return (UUID) accounts.queryOne("select id from post where account_id = ? and covers is null",
                UUID.fromString(login));
    }

    private long recorded(String action, String object) {
        return (long) accounts.queryOne("select count(*) from audit_entry where action = ? and object_id = ?", action,
                UUID.fromString(object));
    }

    private static ValidatableResponse cover(String token, UUID post, String by, Instant until) {
        return as(token).contentType("application/json")
                .body(Map.of("postId", post, "accountId", by, "validUntil", until.toString()))
                .post(API + "me/covers").then();
    }

    private static ValidatableResponse see(String token, UUID person) {
        return as(token).get(API + "supervisees/" + person).then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
