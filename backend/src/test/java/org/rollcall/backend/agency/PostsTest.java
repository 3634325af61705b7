package org.rollcall.backend.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class PostsTest {

    @Inject
    Accounts accounts;
    @Inject
    Pool pool; // as the application's own user of the database

    private UUID here;
    private UUID there;
    private UUID county;
    private String adminId;
    private String admin;
    private String officerId;

    @BeforeEach
    void twoPrefectures() {
        here = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        there = accounts.unit(accounts.province(), "PREFECTURE", "There");
        county = accounts.unit(here, "COUNTY", "County");
        adminId = accounts.staff("ADMIN", here);
        admin = Accounts.signIn(adminId);
        officerId = accounts.staff("OFFICER", county);
    }

    @Test
    void aPostCountsAtTheNextRequest() {
        var token = Accounts.signIn(officerId);
        as(token).get("/api/v1/accounts").then().statusCode(403);

        String id = give(admin, officerId, county, "ADMIN").statusCode(201).body("role", equalTo("ADMIN"))
                .body("unitName", notNullValue()).extract().path("id");

        as(token).get("/api/v1/accounts").then().statusCode(200);
        assertThat(recorded(id, "POST_CREATED")).isEqualTo(1L);
    }

    @Test
    void aPostThatEndsStopsCountingAtTheNextRequest() {
        var token = Accounts.signIn(officerId);
        var id = postOf(officerId);

        end(admin, id).statusCode(200).body("validUntil", notNullValue());

        as(token).get("/api/v1/agency-units").then().statusCode(403);
        assertThat(recorded(id.toString(), "POST_ENDED")).isEqualTo(1L);
        end(admin, id).statusCode(409);
    }

    @ParameterizedTest
    @CsvSource({"PROSECUTOR", "OFFICER", "DUTY_OFFICER", "TEAM_MEMBER"})
    void nobodyGivesThemselfAPostThatShowsPeople(String role) {
        give(admin, adminId, county, role).statusCode(409);
        give(admin, adminId, county, "OPERATOR").statusCode(201);

        assertThat(accounts.queryOne("select count(*) from post where account_id = ?", UUID.fromString(adminId)))
                .isEqualTo(2L);
    }

    @Test
    void theDatabaseLetsNobodyGiveThemselfAPostThatShowsPeopleEither() {
        var give = "insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), $1, $2, $3,"
                + " tstzrange(now(), null))";
        assertThat(inserted(give, adminId, "ADMIN")).isTrue();
        assertThat(inserted(give, adminId, "OFFICER")).isFalse();
        assertThat(inserted(give, officerId, "PROSECUTOR")).isTrue();
    }

    private boolean inserted(String sql, String account, String role) {
        try {
            return pool.withTransaction(transaction -> transaction
                    .preparedQuery("select set_config('rollcall.account_id', $1, true)").execute(Tuple.of(adminId))
                    .chain(() -> transaction.preparedQuery(sql)
                            .execute(Tuple.of(UUID.fromString(account), county, role))))
                    .await().atMost(Duration.ofSeconds(10)).rowCount() == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Test
    void inspectorsSeeWhoGaveAndWhoEndedWhichPostInTheirScope() {
        String given = give(admin, officerId, county, "PROSECUTOR").statusCode(201).extract().path("id");
        end(admin, UUID.fromString(given)).statusCode(200);
        var seen = "items.find { it.post.id == '" + given + "' }";

        for (var role : List.of("PROSECUTOR", "SUPERIOR")) {
            as(accounts.token(role, here)).get("/api/v1/inspection/posts").then().statusCode(200)
                    .body(seen + ".post.role", equalTo("PROSECUTOR")).body(seen + ".post.accountId", equalTo(officerId))
                    .body(seen + ".given.accountId", equalTo(adminId)).body(seen + ".ended.accountId", equalTo(adminId))
                    .body(seen + ".fromProvider", equalTo(false)).body(seen + ".post.validUntil", notNullValue());
        }
        as(accounts.token("PROSECUTOR", there)).get("/api/v1/inspection/posts").then().statusCode(200)
                .body("items.post.unitId", everyItem(equalTo(there.toString())));
        as(admin).get("/api/v1/inspection/posts").then().statusCode(403);
        var prosecutor = accounts.token("PROSECUTOR", here);
        var first = as(prosecutor).get("/api/v1/inspection/posts?limit=1").then().statusCode(200)
                .body("items.size()", equalTo(1)).extract();
        as(prosecutor).queryParam("after", first.<String>path("next")).get("/api/v1/inspection/posts").then()
                .statusCode(200).body("items.post.id", not(hasItem(first.<String>path("items[0].post.id"))));
    }

    @Test
    void theSamePostIsGivenOnceAtATime() {
        give(admin, officerId, county, "OFFICER").statusCode(409);
        end(admin, postOf(officerId)).statusCode(200);

        give(admin, officerId, county, "OFFICER").statusCode(201);
    }

    @Test
    void aPostMayBeginLaterAndNotEarlier() {
        var later = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var request = new HashMap<String, Object>(
                Map.of("unitId", here, "role", "PROSECUTOR", "validFrom", later.toString()));
        String id = give(admin, officerId, request).statusCode(201).body("validFrom", equalTo(later.toString()))
                .extract()
                .path("id");

        request.put("validFrom", "2020-01-01T00:00:00Z");

        give(admin, officerId, request).statusCode(400).body("violations[0].field", equalTo("validFrom"));
        end(admin, UUID.fromString(id)).statusCode(409);
    }

    @Test
    void aUnitOutOfScopeAndOneThatDoesNotExistAreTheSame() {
        var outside = give(admin, officerId, there, "OFFICER").statusCode(400).extract().asString();
        var above = give(admin, officerId, accounts.province(), "ADMIN").statusCode(400).extract().asString();
        var nowhere = give(admin, officerId, UUID.randomUUID(), "OFFICER").statusCode(400).extract().asString();

        assertThat(outside).isEqualTo(above).isEqualTo(nowhere).contains("unitId");
    }

    @ParameterizedTest
    @CsvSource({"role,SUPERVISEE", "unitId,x", "validFrom,yesterday", "surprise,1"})
    void aPostThatCannotBeIsRefused(String field, String value) {
        var request = new HashMap<String, Object>(Map.of("unitId", county, "role", "PROSECUTOR"));
        request.put(field, value);

        give(admin, officerId, request).statusCode(400).body("violations[0].field", equalTo(field));
    }

    @Test
    void aShutAccountGetsNoPost() {
        as(admin).post("/api/v1/accounts/" + officerId + "/disablement").then().statusCode(200);

        give(admin, officerId, county, "PROSECUTOR").statusCode(409);
    }

    @Test
    void aRepeatedRequestWithTheSameKeyMakesOnePost() {
        var key = UUID.randomUUID().toString();
        var path = "/api/v1/accounts/" + officerId + "/posts";
        var request = Map.of("unitId", county, "role", "PROSECUTOR");

        var once = as(admin).header("Idempotency-Key", key).body(request).post(path).then().statusCode(201).extract();
        var again = as(admin).header("Idempotency-Key", key).body(request).post(path).then().statusCode(201).extract();

        assertThat(again.asString()).isEqualTo(once.asString());
    }

    @Test
    void aProvinceKeepsItsLastAdmin() {
        var province = provinceWithoutAdmins();
        var first = accounts.staff("ADMIN", province);
        var second = accounts.staff("ADMIN", province);

        end(Accounts.signIn(first), postOf(second)).statusCode(200);

        end(Accounts.signIn(first), postOf(first)).statusCode(409).body("type",
                equalTo("urn:rollcall:problem:conflict"));
    }

    @Test
    void twoAdminsWhoShutOneAnotherOutDoNotBothSucceed() {
        var province = provinceWithoutAdmins();
        var first = accounts.staff("ADMIN", province);
        var second = accounts.staff("ADMIN", province);
        var firstToken = Accounts.signIn(first);
        var secondToken = Accounts.signIn(second);

        var answers = List.of(CompletableFuture.supplyAsync(() -> disable(firstToken, second)),
                CompletableFuture.supplyAsync(() -> disable(secondToken, first))).stream().map(CompletableFuture::join)
                .sorted().toList();

        assertThat(answers.get(0)).isEqualTo(200);
        assertThat(answers.get(1)).isIn(401, 409);
    }

    @Test
    void whoMayNotAskIsRefused() {
        var officer = accounts.token("OFFICER", here);

        given().contentType("application/json").body("{}").post("/api/v1/accounts/" + officerId + "/posts").then()
                .statusCode(401);
        given().post("/api/v1/posts/" + postOf(officerId) + "/ending").then().statusCode(401);
        give(officer, officerId, county, "PROSECUTOR").statusCode(403);
        end(officer, postOf(officerId)).statusCode(403);
    }

    @Test
    void whatIsOutOfScopeDoesNotExist() {
        var theirs = accounts.staff("OFFICER", there);

        give(admin, theirs, county, "OFFICER").statusCode(404);
        give(admin, UUID.randomUUID().toString(), county, "OFFICER").statusCode(404);
        end(admin, postOf(theirs)).statusCode(404);
        end(admin, UUID.randomUUID()).statusCode(404);
        as(admin).post("/api/v1/posts/not-an-id/ending").then().statusCode(404);
    }

    /** Those whom other tests made are not needed any more. */
    private UUID provinceWithoutAdmins() {
        accounts.update("update post set valid = tstzrange(lower(valid), now()) where unit_id = ? and role = 'ADMIN'"
                + " and valid @> now()", accounts.province());
        return accounts.province();
    }

    private static int disable(String token, String account) {
        return as(token).post("/api/v1/accounts/" + account + "/disablement").statusCode();
    }

    private static ValidatableResponse give(String token, String account, UUID unit, String role) {
        return give(token, account, Map.of("unitId", unit, "role", role));
    }

    private static ValidatableResponse give(String token, String account, Map<String, Object> request) {
        return as(token).body(request).post("/api/v1/accounts/" + account + "/posts").then();
    }

    private static ValidatableResponse end(String token, UUID post) {
        return as(token).post("/api/v1/posts/" + post + "/ending").then();
    }

    private UUID postOf(String account) {
        return (UUID) accounts.queryOne("select id from post where account_id = ?", UUID.fromString(account));
    }

    private Object recorded(String object, String action) {
        return accounts.queryOne("select count(*) from audit_entry where object_id = ? and action = ? and actor = ?",
                UUID.fromString(object), action, UUID.fromString(adminId));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
