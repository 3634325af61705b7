package org.rollcall.backend.access;

import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Clock;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

/** Before anybody is known the database is asked who they are: when it is away, that is no fault of theirs, nor ours. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DatabaseDownTest {

    @Inject
    Accounts accounts;
    @Inject
    AccessTokens tokens;
    @Inject
    Passwords passwords;
    @Inject
    SecondStep secondStep;
    @Inject
    SecondFactorPolicy policy;
    @Inject
    AuthenticationMeters meters;
    @Inject
    SignInLimit limit;
    @Inject
    StaffSessions sessions;
    @Inject
    Clock clock;
    @Inject
    io.vertx.mutiny.core.Vertx vertx;

    private Pool nowhere;

    @BeforeEach
    void nobodyListensThere() {
        nowhere = PgBuilder.pool().using(vertx).connectingTo(
                new PgConnectOptions().setHost("127.0.0.1").setPort(1).setDatabase("x").setUser("x").setPassword("x"))
                .build();
    }

    @AfterEach
    void close() {
        nowhere.closeAndAwait();
    }

    @Test
    void aRequestWithATokenIsAskedToWait() {
        var token = accounts.token("OFFICER", accounts.province());
        QuarkusMock.installMockForType(new BearerMechanism(tokens, policy, meters, nowhere, clock),
                BearerMechanism.class);

        given().auth().oauth2(token).get("/api/v1/me").then().statusCode(503).header("Retry-After", "5")
                .contentType("application/problem+json").body("type", equalTo("urn:rollcall:problem:unavailable"));
    }

    @Test
    void whoSignsInIsAskedToWait() {
        QuarkusMock.installMockForType(new SignIn(nowhere, passwords, sessions, secondStep, policy, limit, clock),
                SignIn.class);

        given().contentType("application/json").body(Map.of("login", "somebody", "password", "x"))
                .post("/api/v1/sessions").then().statusCode(503).header("Retry-After", "5");
    }
}
