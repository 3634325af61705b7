package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Keycloak, as it is downloaded, is a provider that we understand: its discovery, its keys, its tokens. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@EnabledIfSystemProperty(named = "rollcall.full", matches = "true")
class KeycloakTest {

    // Its first start builds it: a minute and a half of processor time.
    private static final Duration READY_WITHIN = Duration.ofMinutes(10);
    private static final String PASSWORD = "a test has no secrets";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Vertx vertx;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process keycloak;

    @AfterEach
    void stop() throws InterruptedException {
        if (keycloak != null) {
            // The script is a shell that waits for a JVM: both, by their ids.
            keycloak.descendants().forEach(ProcessHandle::destroy);
            keycloak.destroy();
            if (!keycloak.waitFor(30, TimeUnit.SECONDS)) {
                keycloak.descendants().forEach(ProcessHandle::destroyForcibly);
                keycloak.destroyForcibly();
            }
        }
    }

    @Test
    void whoSignedInAtKeycloakSignsInHere() throws IOException, InterruptedException {
        var county = people.county();
        var person = people.takenIn(county);
        var issuer = start(county);
        var settings = new LoopbackProvider.Settings(Optional.of(issuer));
        var clock = Clock.systemUTC();
        QuarkusMock.installMockForType(
                new ProviderTokens(new ProviderKeys(vertx, settings, clock), settings, clock), ProviderTokens.class);
        var token = tokens(issuer);

        var session = signIn(token.getString("id_token")).statusCode(201).extract().jsonPath();

        given().auth().oauth2(session.getString("accessToken")).get("/api/v1/me").then().statusCode(200)
                .body("displayName", equalTo("Min Wang")).body("posts.role", equalTo(List.of("OFFICER")));
        given().auth().oauth2(session.getString("accessToken")).get("/api/v1/supervisees/" + person).then()
                .statusCode(200);
        signIn(token.getString("id_token")).statusCode(401);
        // An access token is for somebody else's ears: its audience is not us.
        signIn(token.getString("access_token")).statusCode(401);
        assertThat(accounts.queryOne("select count(*) from provider_account where issuer = ?", issuer)).isEqualTo(1L);
    }

    private static io.restassured.response.ValidatableResponse signIn(String token) {
        return given().contentType("application/json").body(Map.of("idToken", token)).post("/api/v1/sessions/provider")
                .then();
    }

    private String start(UUID county) throws IOException, InterruptedException {
        var home = Path.of("target", "keycloak", "keycloak-26.4.5").toAbsolutePath();
        Files.createDirectories(home.resolve("data/import"));
        Files.writeString(home.resolve("data/import/rollcall-realm.json"), realm(county).encode());
        int port = freePort();
        var script = home.resolve("bin/kc.sh");
        var builder = new ProcessBuilder("bash", script.toString(), "start-dev", "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port, "--http-management-port=" + freePort(), "--health-enabled=false")
                .redirectErrorStream(true).redirectOutput(Path.of("target", "keycloak.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        keycloak = builder.start();
        var issuer = "http://127.0.0.1:" + port + "/realms/rollcall";
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady(issuer)) {
            assertThat(keycloak.isAlive() && System.nanoTime() < end).as("see target/keycloak.log").isTrue();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return issuer;
    }

    private boolean isReady(String issuer) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")).build(),
                    BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonObject tokens(String issuer) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&client_id=rollcall&scope=openid%20profile"
                        + "&username=wang.min&password=" + PASSWORD.replace(" ", "%20")))
                .build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static JsonObject realm(UUID county) {
        var posts = new JsonObject().put("name", "posts").put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-hardcoded-claim-mapper")
                .put("config", new JsonObject().put("claim.name", "rollcall_posts")
                        .put("claim.value", new JsonArray().add("OFFICER:" + county).encode())
                        .put("jsonType.label", "JSON")
                        .put("id.token.claim", "true").put("access.token.claim", "true"));
        var client = new JsonObject().put("clientId", "rollcall").put("enabled", true).put("publicClient", true)
                .put("directAccessGrantsEnabled", true).put("standardFlowEnabled", false)
                .put("protocolMappers", new JsonArray().add(posts));
        var user = new JsonObject().put("username", "wang.min").put("enabled", true).put("emailVerified", true)
                .put("email", "wang.min@example.org").put("firstName", "Min").put("lastName", "Wang")
                .put("credentials", new JsonArray().add(new JsonObject().put("type", "password").put("value", PASSWORD)
                        .put("temporary", false)));
        return new JsonObject().put("realm", "rollcall").put("enabled", true).put("sslRequired", "none")
                .put("clients", new JsonArray().add(client)).put("users", new JsonArray().add(user));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
