package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.core.Vertx;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ProviderSignInTest {

    private static final String API = "/api/v1/";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Vertx vertx;
    @Inject
    TestClock clock;

    private final String subject = UUID.randomUUID().toString();
    private LoopbackProvider provider;
    private UUID county;

    @BeforeEach
    void aProvider() {
        provider = new LoopbackProvider(clock);
        install(Optional.of(provider.issuer()));
        county = people.county();
    }

    @AfterEach
    void stop() {
        provider.close();
        clock.reset();
    }

    private void install(Optional<String> issuer) {
        var settings = new LoopbackProvider.Settings(issuer);
        QuarkusMock.installMockForType(
                new ProviderTokens(new ProviderKeys(vertx, settings, clock), settings, clock), ProviderTokens.class);
    }

    @Test
    void whoTheProviderNamesHasThePostsThatItNames() {
        var person = people.takenIn(county);

        var session = signIn(provider.token(subject, "OFFICER:" + county)).statusCode(201).extract().jsonPath();

        as(session).get(API + "me").then().statusCode(200).body("displayName", equalTo("Wang Min"))
                .body("posts.role", equalTo(List.of("OFFICER"))).body("posts.unitId", hasItem(county.toString()));
        as(session).get(API + "supervisees/" + person).then().statusCode(200);
        as(session).get(API + "supervisees/" + people.takenIn()).then().statusCode(404);
        assertThat(recorded("PROVIDER_POSTS_TAKEN", session)).isEqualTo(1L);
        assertThat(recorded("SIGNED_IN", session)).isEqualTo(1L);
    }

    @Test
    void whatTheProviderNamesNoMoreEndsAndWhatAnAdminGaveStays() {
        var first = signIn(provider.token(subject, "OFFICER:" + county, "PROSECUTOR:" + county)).statusCode(201)
                .extract().jsonPath();
        var other = people.county();
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?,"
                + " 'DUTY_OFFICER', tstzrange('2020-01-01', null))", account(first), other);

        var second = signIn(provider.token(subject, "PROSECUTOR:" + county)).statusCode(201).extract().jsonPath();

        assertThat(account(second)).isEqualTo(account(first));
        for (var session : List.of(first, second)) {
            as(session).get(API + "me").then().statusCode(200).body("posts.role.sort()",
                    equalTo(List.of("DUTY_OFFICER", "PROSECUTOR")));
        }
    }

    @Test
    void postsOfTheProviderEndWithoutANewWord() {
        var session = signIn(provider.token(subject, "OFFICER:" + county)).statusCode(201).extract().jsonPath();

        var until = accounts.queryOne("select extract(epoch from upper(valid) - lower(valid))::bigint from post"
                + " where account_id = ?", account(session));

        assertThat(until).isEqualTo(Duration.ofHours(12).toSeconds());
    }

    @Test
    void aTokenOpensOneSession() {
        var token = provider.token(subject, "OFFICER:" + county);

        var both = Stream.generate(() -> CompletableFuture
                .supplyAsync(() -> signIn(token).extract().statusCode())).limit(2).toList();

        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 401);
        signIn(token).statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "audience", "expired", "old", "future", "no expiry", "no subject", "other client",
        "no issue"})
    void aTokenWithSomethingWrongInItIsNone(String wrong) {
        Consumer<JwtClaims> change = claims -> {
            switch (wrong) {
                case "issuer" -> claims.setIssuer("https://elsewhere.example/realm");
                case "audience" -> claims.setAudience("another system");
                case "expired" -> claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() - 61_000));
                case "old" -> {
                    claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis() - 600_000));
                    claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + 600_000));
                }
                case "future" -> claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis() + 120_000));
                case "no expiry" -> claims.unsetClaim("exp");
                case "no subject" -> claims.unsetClaim("sub");
                case "no issue" -> claims.unsetClaim("iat");
                case "other client" -> claims.setClaim("azp", "another client");
                default -> throw new AssertionError(wrong);
            }
        };

        signIn(provider.token(subject, List.of("OFFICER:" + county), change)).statusCode(401);
        signIn(provider.token(subject, "OFFICER:" + county)).statusCode(201);
    }

    @Test
    void aTokenThatTheProviderDidNotSignIsNone() {
        var claims = provider.claims(subject, List.of("OFFICER:" + county), same -> {
        });
        var stranger = LoopbackProvider.key("one");
        var publicKey = new HmacKey(provider.key().getRsaPublicKey().getEncoded());

        signIn(LoopbackProvider.signed(claims, stranger, AlgorithmIdentifiers.RSA_USING_SHA256)).statusCode(401);
        signIn(LoopbackProvider.sign(claims, "one", null, AlgorithmIdentifiers.NONE)).statusCode(401);
        signIn(LoopbackProvider.sign(claims, "one", publicKey, AlgorithmIdentifiers.HMAC_SHA256)).statusCode(401);
        signIn(LoopbackProvider.signed(claims, provider.key(), AlgorithmIdentifiers.RSA_USING_SHA512))
                .statusCode(401);
        var good = LoopbackProvider.signed(claims, provider.key(), AlgorithmIdentifiers.RSA_USING_SHA256);
        signIn(good.substring(0, good.lastIndexOf('.') + 1)).statusCode(401);
        signIn("x").statusCode(401);
        signIn("a.b.c").statusCode(401);
        signIn(good).statusCode(201);
    }

    @Test
    void aNewKeyOfTheProviderIsTakenAndMadeUpOnesCostNothing() {
        signIn(provider.token(subject, "OFFICER:" + county)).statusCode(201);
        assertThat(provider.asked()).isEqualTo(1);
        var claims = provider.claims(subject, List.of("OFFICER:" + county), same -> {
        });
        for (int i = 0; i < 5; i++) {
            signIn(LoopbackProvider.signed(claims, LoopbackProvider.key("made up " + i),
                    AlgorithmIdentifiers.RSA_USING_SHA256)).statusCode(401);
        }
        assertThat(provider.asked()).isEqualTo(1);

        provider.turnKey("two");
        clock.advance(Duration.ofSeconds(31));

        signIn(provider.token(subject, "OFFICER:" + county)).statusCode(201);
        assertThat(provider.asked()).isEqualTo(2);
    }

    @Test
    void theProviderGivesNoRoleThatItMayNotGiveAndNoUnitThatIsNotThere() {
        signIn(provider.token(subject, "ADMIN:" + county)).statusCode(401);
        signIn(provider.token(subject, "OFFICER:" + UUID.randomUUID())).statusCode(401);
        signIn(provider.token(subject, "OFFICER", "nonsense", "")).statusCode(401);
        signIn(provider.token(subject)).statusCode(401);

        var session = signIn(provider.token(subject, "ADMIN:" + county, "OFFICER:" + county + ":minors",
                "DUTY_OFFICER:" + county + ":minors")).statusCode(201).extract().jsonPath();

        as(session).get(API + "accounts").then().statusCode(403);
        as(session).get(API + "me").then().body("posts.find {it.role == 'OFFICER'}.minors", equalTo(true))
                .body("posts.find {it.role == 'DUTY_OFFICER'}.minors", equalTo(false));
    }

    @Test
    void whoIsShutOutHereStaysOut() {
        var session = signIn(provider.token(subject, "OFFICER:" + county)).statusCode(201).extract().jsonPath();

        accounts.update("update account set disabled_at = now() where id = ?", account(session));

        as(session).get(API + "me").then().statusCode(401);
        signIn(provider.token(subject, "OFFICER:" + county)).statusCode(401);
    }

    @Test
    void anAccountOfTheProviderHasNoPassword() {
        var session = signIn(provider.token(subject, "OFFICER:" + county)).statusCode(201).extract().jsonPath();
        var login = accounts.queryOne("select login from account where id = ?", account(session));

        for (var word : List.of("!", Accounts.PASSWORD)) {
            given().config(Origin.fresh()).contentType("application/json")
                    .body(Map.of("login", login, "password", word))
                    .post(API + "sessions").then().statusCode(401);
        }
    }

    @Test
    void whereThePolicyDemandsASecondFactorTheProviderMustHaveSeenOne() {
        QuarkusMock.installMockForType(new SecondFactorPolicy(new Limits(10, 16)) {
            @Override
            boolean requires(Collection<String> held) {
                return held.contains("PROSECUTOR");
            }
        }, SecondFactorPolicy.class);
        var posts = List.of("PROSECUTOR:" + county);

        signIn(provider.token(subject, posts, claims -> claims.setClaim("acr", "1"))).statusCode(401);
        var session = signIn(provider.token(subject, posts, claims -> claims.setClaim("acr", "mfa"))).statusCode(201)
                .extract().jsonPath();

        as(session).get(API + "me").then().statusCode(200);
    }

    @Test
    void whereThereIsNoProviderNoTokenIsOne() {
        install(Optional.empty());

        signIn(provider.token(subject, "OFFICER:" + county)).statusCode(401);
        assertThat(provider.asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://provider.example", "ftp://127.0.0.1/x", "provider", "http://127.0.0.1.example/x"})
    void aProviderWhoseKeysCouldBeChangedOnTheirWayIsNone(String issuer) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProviderKeys.address(issuer));
    }

    private UUID account(JsonPath session) {
        return (UUID) accounts.queryOne("select account_id from staff_session where id = ?",
                UUID.fromString(session.getString("sessionId")));
    }

    private long recorded(String action, JsonPath session) {
        return (long) accounts.queryOne("select count(*) from audit_entry where action = ? and object_id = ?", action,
                account(session));
    }

    private static ValidatableResponse signIn(String token) {
        return given().config(Origin.fresh()).contentType("application/json").body(Map.of("idToken", token))
                .post(API + "sessions/provider").then();
    }

    private static io.restassured.specification.RequestSpecification as(JsonPath session) {
        return given().auth().oauth2(session.getString("accessToken"));
    }
}
