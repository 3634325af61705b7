package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import io.vertx.mutiny.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SignInTest {

    private static final String SESSIONS = "/api/v1/sessions";
    private static final String ME = "/api/v1/me";

    @Inject
    Accounts accounts;
    @Inject
    TestClock clock;
    @Inject
    AccessTokens tokens;
    @Inject
    SignInConfig config;
    @Inject
    Vertx vertx;
    @Inject
    MeterRegistry metrics;

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void whoSignsInIsToldWhoTheyAre() {
        var login = accounts.staff("OFFICER", accounts.province());

        var token = Accounts.signIn(login);

        given().auth().oauth2(token).get(ME).then().statusCode(200).body("id", equalTo(login))
                .body("posts[0].role", equalTo("OFFICER"));
        assertThat(accounts.queryOne("select count(*) from audit_entry where action = 'SIGNED_IN' and actor = ?",
                UUID.fromString(login))).isEqualTo(1L);
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        var login = accounts.staff("OFFICER", accounts.province());

        var wrongPassword = signIn(login, "not the password at all").statusCode(401).extract().asString();
        var unknownName = signIn("nobody-at-all", Accounts.PASSWORD).statusCode(401).extract().asString();

        assertThat(wrongPassword).isEqualTo(unknownName);
    }

    @Test
    void aDisabledAccountIsOutAtOnce() {
        var login = accounts.staff("OFFICER", accounts.province());
        var token = Accounts.signIn(login);

        accounts.update("update account set disabled_at = now() where login = ?", login);

        given().auth().oauth2(token).get(ME).then().statusCode(401);
        signIn(login, Accounts.PASSWORD).statusCode(401);
    }

    @Test
    void aPostThatEndsTakesItsRoleWithItAtOnce() {
        var login = accounts.staff("OFFICER", accounts.province());
        var token = Accounts.signIn(login);

        accounts.update("update post set valid = tstzrange('2020-01-01', now() - interval '1 minute')"
                + " where account_id = ?", UUID.fromString(login));

        given().auth().oauth2(token).get(ME).then().statusCode(200).body("posts.size()", equalTo(0));
    }

    @Test
    void aTokenEndsWithItsTime() {
        var token = Accounts.signIn(accounts.staff("OFFICER", accounts.province()));

        clock.advance(AccessTokens.LIFE.plus(Duration.ofSeconds(1)));

        given().auth().oauth2(token).get(ME).then().statusCode(401).header("WWW-Authenticate", "Bearer");
    }

    @Test
    void onlyOurClockTellsWhetherATokenHasEnded() {
        clock.advance(Duration.ofHours(-6));

        var token = Accounts.signIn(accounts.staff("OFFICER", accounts.province()));

        given().auth().oauth2(token).get(ME).then().statusCode(200);
        clock.advance(AccessTokens.LIFE);
        given().auth().oauth2(token).get(ME).then().statusCode(401);
    }

    @Test
    void aChangedTokenIsNobodys() {
        var token = Accounts.signIn(accounts.staff("OFFICER", accounts.province()));
        var parts = token.split("\\.");

        var changed = parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();

        given().auth().oauth2(changed).get(ME).then().statusCode(401);
        given().auth().oauth2("x").get(ME).then().statusCode(401);
        given().auth().oauth2("x".repeat(5_000)).get(ME).then().statusCode(401);
    }

    @Test
    void aTokenOfARevokedDeviceIsNobodys() {
        var account = UUID.randomUUID();
        var device = UUID.randomUUID();
        accounts.update("insert into account (id, kind, display_name, created_at) values (?, 'SUPERVISEE', 'S', now())",
                account);
        accounts.update("insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from,"
                + " term_until, created_at) values (?, ?, ?, 'S', 'PROBATION', '2026-01-01', '2026-12-31', now())",
                account, accounts.province(), account.toString());
        accounts.update("insert into device (id, supervisee_id, kind, public_key, dialect, enrolled_at)"
                + " values (?, ?, 'PHONE', '\\x00', 'NATIVE', now())", device, account);
        var token = tokens.issue(new Subject(account, Optional.of(device))).await().atMost(Duration.ofSeconds(5));
        given().auth().oauth2(token.value()).get(ME).then().statusCode(200).body("kind", equalTo("SUPERVISEE"));

        accounts.update("update device set revoked_at = now() where id = ?", device);

        given().auth().oauth2(token.value()).get(ME).then().statusCode(401);
    }

    @Test
    void nobodyIsToldNothing() {
        given().get(ME).then().statusCode(401).contentType("application/problem+json")
                .body("type", equalTo("urn:rollcall:problem:unauthenticated"));
    }

    @Test
    void whoGuessesAPasswordIsSlowedDownAndShutsOutNobodyElse() {
        var origin = Origin.fresh();
        var login = accounts.staff("OFFICER", accounts.province());
        var other = accounts.staff("OFFICER", accounts.province());
        for (int i = 0; i < config.wrongOfOneName(); i++) {
            signIn(origin, login, "not the password at all").statusCode(401);
        }

        String wait = signIn(origin, login.toUpperCase(java.util.Locale.ROOT), Accounts.PASSWORD).statusCode(429)
                .body("type", equalTo("urn:rollcall:problem:too-many-requests")).extract().header("Retry-After");

        assertThat(Integer.parseInt(wait)).as("what is left of the window").isBetween(1, 60);
        signIn(origin, other, Accounts.PASSWORD).statusCode(201);
        signIn(Origin.fresh(), login, Accounts.PASSWORD).statusCode(201);
        clock.advance(config.within());
        signIn(origin, login, Accounts.PASSWORD).statusCode(201);
    }

    @Test
    void aNameThatManyAddressesGuessIsLetInWhereItIsKnown() {
        var login = accounts.staff("OFFICER", accounts.province());
        var home = Origin.fresh();
        signIn(home, login, Accounts.PASSWORD).statusCode(201);
        QuarkusMock.installMockForType(new SignInLimit(new Limits(3, 16), clock), SignInLimit.class);
        for (int i = 0; i < 6; i++) {
            signIn(Origin.fresh(), login, "not the password at all").statusCode(401);
        }

        signIn(Origin.fresh(), login, Accounts.PASSWORD).statusCode(429);

        signIn(home, login, Accounts.PASSWORD).statusCode(201);
    }

    @Test
    void anUnknownNameCostsAsManyHashesAsAnyOtherAndWhoIsShutOutNone() {
        var login = accounts.staff("OFFICER", accounts.province());

        assertThat(hashes(() -> signIn(login, "not the password at all").statusCode(401))).isEqualTo(1);
        assertThat(hashes(() -> signIn("nobody-at-all", Accounts.PASSWORD).statusCode(401))).isEqualTo(1);
        assertThat(hashes(() -> signIn(login, Accounts.PASSWORD).statusCode(201))).isEqualTo(1);
        accounts.update("update account set disabled_at = now() where login = ?", login);
        assertThat(hashes(() -> signIn(login, Accounts.PASSWORD).statusCode(401))).isEqualTo(1);
        var origin = Origin.fresh();
        assertThat(hashes(() -> {
            for (int i = 0; i < 3 * config.wrongOfOneName(); i++) {
                signIn(origin, "somebody-else", "not the password at all");
            }
        })).isEqualTo(config.wrongOfOneName());
    }

    private double hashes(Runnable work) {
        double before = metrics.counter("rollcall.passwords.hashed").count();
        work.run();
        return metrics.counter("rollcall.passwords.hashed").count() - before;
    }

    @Test
    void whereTooManyPasswordsAreLookedAtNobodyWaits() {
        var login = accounts.staff("OFFICER", accounts.province());
        QuarkusMock.installMockForType(new Passwords(vertx, new Limits(10, 0), new SimpleMeterRegistry()),
                Passwords.class);

        signIn(login, Accounts.PASSWORD).statusCode(503).header("Retry-After", equalTo("5"))
                .body("type", equalTo("urn:rollcall:problem:unavailable"));
    }

    @Test
    void aPasswordThatWasLookedAtMakesRoomForTheNext() {
        var one = new Passwords(vertx, new Limits(10, 1), new SimpleMeterRegistry());
        var patience = Duration.ofSeconds(10);
        var hash = one.hash("a password of somebody").await().atMost(patience);

        var first = one.matches("a password of somebody", hash).subscribeAsCompletionStage();
        var second = one.matches("a password of somebody", hash).subscribeAsCompletionStage();

        assertThat(first.join()).isTrue();
        assertThat(second).failsWithin(patience).withThrowableThat()
                .withCauseInstanceOf(org.rollcall.backend.platform.ProblemException.class);
        assertThat(one.matches("another", hash).await().atMost(patience)).isFalse();
    }

    private static io.restassured.response.ValidatableResponse signIn(RestAssuredConfig origin, String login,
            String password) {
        return given().config(origin).contentType("application/json").body(Map.of("login", login, "password", password))
                .post(SESSIONS).then();
    }

    private static io.restassured.response.ValidatableResponse signIn(String login, String password) {
        return given().contentType("application/json").body(Map.of("login", login, "password", password)).post(SESSIONS)
                .then();
    }
}
