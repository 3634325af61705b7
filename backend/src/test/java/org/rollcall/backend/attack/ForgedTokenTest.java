package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.access.DefencesOfPhones;
import org.rollcall.backend.access.DefencesOfTokens;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;
import org.rollcall.backend.testing.TestClock;

/** Access tokens that nobody gave. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@ExtendWith(Counted.class)
class ForgedTokenTest {

    private static final String ME = "/api/v1/me";
    private static final String ANY_DEVICE = "create or replace function holds_device(holder uuid, held uuid) returns"
            + " boolean language sql stable security definer as 'select true'";
    private static final String ANY_KEY = "create or replace function device_key(asked uuid) returns table"
            + " (supervisee_id uuid, public_key bytea) language sql stable security definer as 'select"
            + " d.supervisee_id, d.public_key from public.device d where d.id = asked'";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @Inject
    People people;
    @Inject
    Accounts accounts;
    @Inject
    DefencesOfTokens defences;
    @Inject
    DefencesOfPhones phones;
    @Inject
    TestClock clock;

    private People.Phone victim;
    private Map<String, Object> claims;

    @BeforeEach
    void aPhone() {
        victim = people.phone(people.takenIn());
        claims = DefencesOfTokens.claims(victim.person(), victim.device(), clock.instant());
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void signedByTheServerTheSameClaimsAreTaken() {
        assertThat(me(defences.signedByTheServer(claims))).isEqualTo(200);
    }

    @Test
    void withoutASignatureNothingIs() {
        var unsigned = Stream.of("none", "None", "NONE", "nOnE")
                .map(algorithm -> PhoneKey.part(Map.of("alg", algorithm, "kid", defences.keyId().toString())) + "."
                        + PhoneKey.part(claims) + ".")
                .flatMap(token -> Stream.of(token, token + "x")).toList();
        unsigned.forEach(token -> assertThat(me(token)).as(token).isEqualTo(401));

        defences.letTokensChooseTheirAlgorithm();
        unsigned.forEach(token -> assertThat(me(token)).as(token).isEqualTo(200));
    }

    @Test
    void withItsSignatureCutOffNothingIs() {
        var good = defences.signedByTheServer(claims);
        var cut = List.of(good.substring(0, good.lastIndexOf('.') + 1), good.substring(0, good.lastIndexOf('.')));
        cut.forEach(token -> assertThat(me(token)).as(token).isEqualTo(401));

        defences.lookAtNoSignature();
        cut.forEach(token -> assertThat(me(token)).as(token).isEqualTo(200));
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws GeneralSecurityException {
        var header = PhoneKey.part(Map.of("alg", "HS256", "kid", defences.keyId().toString()));
        var content = header + "." + PhoneKey.part(claims);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(defences.publicKey(), "HmacSHA256"));
        var token = content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        assertThat(me(token)).isEqualTo(401);

        defences.letTokensChooseTheirAlgorithm();
        assertThat(me(token)).isEqualTo(200);
    }

    @Test
    void anotherKeyUnderTheNameOfTheServersIsNone() {
        var own = PhoneKey.make();
        var token = own.sign(Map.of("alg", "ES256", "kid", defences.keyId().toString()), claims);
        assertThat(me(token)).isEqualTo(401);

        defences.trust(own);
        assertThat(me(token)).isEqualTo(200);
    }

    @Test
    void aKeyThatWasWithdrawnSignsNothing() {
        var leaked = defences.serversKey();
        var token = defences.signedByTheServer(claims);
        assertThat(me(token)).isEqualTo(200);
        defences.withdrawTheKey();
        assertThat(me(token)).isEqualTo(401);
        assertThat(me(leaked.sign(Map.of("alg", "ES256", "kid", UUID.randomUUID().toString()), claims))).isEqualTo(401);

        defences.trust(leaked);
        assertThat(me(token)).isEqualTo(200);
    }

    @Test
    void aTokenBringsNoKeyOfItsOwn() {
        var own = PhoneKey.make();
        var tokens = Stream.of(Map.of("alg", "ES256", "kid", UUID.randomUUID().toString(), "jwk", own.jwk()),
                Map.of("alg", "ES256", "kid", defences.keyId().toString(), "jwk", own.jwk()),
                Map.of("alg", "ES256", "jwk", own.jwk())).map(header -> own.sign(header, claims)).toList();
        tokens.forEach(token -> assertThat(me(token)).isEqualTo(401));

        defences.findKeysBy(KeysOfTokens::broughtAlong);
        tokens.forEach(token -> assertThat(me(token)).isEqualTo(200));
    }

    @Test
    void theNameOfAKeyIsNoPath(@TempDir Path uploads) throws IOException {
        var own = PhoneKey.make();
        var file = Files.write(uploads.resolve("key"), own.pair().getPublic().getEncoded());
        var token = own.sign(Map.of("alg", "ES256", "kid", "../".repeat(20) + file.toString().substring(1)), claims);
        assertThat(me(token)).isEqualTo(401);

        defences.findKeysBy(KeysOfTokens::inAFile);
        assertThat(me(token)).isEqualTo(200);
    }

    @Test
    void theNameOfAKeyIsNoStatement() {
        var own = PhoneKey.make();
        var token = own.sign(Map.of("alg", "ES256", "kid", "x' union select decode('"
                + HexFormat.of().formatHex(own.pair().getPublic().getEncoded()) + "', 'hex') --"), claims);
        assertThat(me(token)).isEqualTo(401);

        defences.findKeysBy(header -> KeysOfTokens.byAStatementPutTogether(accounts, header));
        assertThat(me(token)).isEqualTo(200);
    }

    @Test
    void aTokenSendsNobodyForItsKey() throws IOException {
        var own = PhoneKey.make();
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/key", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(own.pair().getPublic().getEncoded());
            exchange.close();
        });
        server.start();
        try {
            var where = "http://127.0.0.1:" + server.getAddress().getPort() + "/key";
            var token = own.sign(Map.of("alg", "ES256", "kid", UUID.randomUUID().toString(), "jku", where), claims);
            assertThat(me(token)).isEqualTo(401);
            assertThat(asked).hasValue(0);

            defences.findKeysBy(KeysOfTokens::whereItSays);
            assertThat(me(token)).isEqualTo(200);
            assertThat(asked).hasPositiveValue();
        } finally {
            server.stop(0);
        }
    }

    static Stream<Arguments> changes() {
        Consumer<Map<String, Object>> elsewhere = claims -> claims.put("aud", "rollcall-ingest");
        Consumer<Map<String, Object>> anybody = claims -> claims.put("aud", "somebody-else");
        Consumer<Map<String, Object>> nowhere = claims -> claims.remove("aud");
        Consumer<Map<String, Object>> another = claims -> claims.put("iss", "somebody-else");
        Consumer<Map<String, Object>> nobody = claims -> claims.remove("iss");
        Consumer<Map<String, Object>> ended = claims -> claims.put("exp",
                ((Number) claims.get("iat")).longValue() - 1);
        Consumer<Map<String, Object>> endless = claims -> claims.remove("exp");
        Consumer<Map<String, Object>> early = claims -> claims.put("nbf",
                ((Number) claims.get("iat")).longValue() + 300);
        Consumer<DefencesOfTokens> audience = DefencesOfTokens::takeAnyAudience;
        Consumer<DefencesOfTokens> issuer = DefencesOfTokens::takeAnyIssuer;
        Consumer<DefencesOfTokens> time = DefencesOfTokens::takeAnyTime;
        return Stream.of(Arguments.of("for another audience", elsewhere, audience),
                Arguments.of("for somebody else", anybody, audience), Arguments.of("for nobody", nowhere, audience),
                Arguments.of("of another issuer", another, issuer), Arguments.of("of no issuer", nobody, issuer),
                Arguments.of("that has ended", ended, time), Arguments.of("that never ends", endless, time),
                Arguments.of("that has not begun", early, time));
    }

    /** By the server's own key: so that it is the claim that is refused. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aTokenIsRefused(String how, Consumer<Map<String, Object>> change, Consumer<DefencesOfTokens> weaken) {
        change.accept(claims);
        var token = defences.signedByTheServer(claims);
        assertThat(me(token)).as(how).isEqualTo(401);

        weaken.accept(defences);
        assertThat(me(token)).as(how).isEqualTo(200);
    }

    @Test
    void aTokenOfNoIdIsRefused() {
        claims.put("sub", "x' or '1'='1");
        assertThat(me(defences.signedByTheServer(claims))).isEqualTo(401);

        assertThat((Long) accounts.queryOne("select count(*) from account where id::text = '" + claims.get("sub")
                + "'")).as("where a statement is put together").isPositive();
    }

    @Test
    void aTokenEndsThoughItWasTakenAMomentAgo() {
        var token = defences.signedByTheServer(claims);
        assertThat(me(token)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(601));
        assertThat(me(token)).isEqualTo(401);

        clock.reset();
        defences.rememberTokensForEver();
        assertThat(me(token)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(601));
        assertThat(me(token)).isEqualTo(200);
    }

    /** Three walls, of which each refuses it alone: who verifies a token, who lets somebody in, who looks at the proof. */
    @Test
    void aTokenOfASwappedDeviceDoesNothing() {
        var thief = people.phone(people.takenIn());
        claims.put("device", thief.device().toString());
        var swapped = defences.signedByTheServer(claims);
        assertThat(status(swapped, thief.key())).isEqualTo(401);
        assertThat(me(swapped)).isEqualTo(401);
        assertThat(report(swapped)).isEqualTo(401);
        assertThat(report(swapped)).as("the short way").isEqualTo(401);
        assertThat(fixesOf(victim)).isZero();

        defences.takeAnyDeviceForAnybodys();
        assertThat(status(swapped, thief.key())).isEqualTo(401);
        assertThat(report(swapped)).isEqualTo(200);
        assertThat(fixesOf(victim)).isEqualTo(1);

        WeakDatabase.with(accounts, "holds_device(uuid, uuid)", ANY_DEVICE, () -> {
            assertThat(me(swapped)).isEqualTo(200);
            assertThat(status(swapped, thief.key())).isEqualTo(401);

            phones.takeAnyPhoneForOneOf(victim.person());
            assertThat(status(swapped, thief.key())).isEqualTo(204);
        });
    }

    @Test
    void aDeviceThatWentToSomebodyElseOpensNothingOfItsFormerPerson() {
        var thief = people.takenIn();
        var move = "update device set supervisee_id = ? where id = ?";
        assertThat(status(victim.token(), victim.key())).isEqualTo(204);
        assertThatThrownBy(() -> accounts.update(move, thief, victim.device())).hasMessageContaining("stays");

        accounts.update("alter table device disable trigger device_stays_its_persons");
        try {
            accounts.update(move, thief, victim.device());
        } finally {
            accounts.update("alter table device enable trigger device_stays_its_persons");
        }
        assertThat(me(victim.token())).isEqualTo(401);
        assertThat(status(victim.token(), victim.key())).isEqualTo(401);

        WeakDatabase.with(accounts, "holds_device(uuid, uuid)", ANY_DEVICE, () -> {
            assertThat(me(victim.token())).isEqualTo(200);
            assertThat(status(victim.token(), victim.key())).as("whose key it is is looked at, too").isEqualTo(401);
        });
    }

    @Test
    void aTokenOfARevokedDeviceDoesNothing() {
        people.revoke(victim.device());
        assertThat(status(victim.token(), victim.key())).isEqualTo(401);

        WeakDatabase.with(accounts, "holds_device(uuid, uuid)", ANY_DEVICE, () -> {
            assertThat(status(victim.token(), victim.key())).as("its key is none, too").isEqualTo(401);
            WeakDatabase.with(accounts, "device_key(uuid)", ANY_KEY,
                    () -> assertThat(status(victim.token(), victim.key())).isEqualTo(204));
        });
    }

    @Test
    void aTokenOfAnAppOpensNothingOfThePersons() {
        var app = people.transistorsoft(people.takenIn());
        assertThat(me(app.secret())).isEqualTo(401);
        assertThat(get("/slots", app.secret())).isEqualTo(401);

        defences.takeAnyAudience();
        assertThat(get("/slots", app.secret())).as("it is no phone of ours, too").isEqualTo(401);
        WeakDatabase.with(accounts, "holds_device(uuid, uuid)", ANY_DEVICE, () -> {
            assertThat(me(app.secret())).isEqualTo(200);
            assertThat(get("/slots", app.secret())).isEqualTo(200);
        });
    }

    @Test
    void noTokenOfStaffMakesAPhone() {
        var login = accounts.staff("OFFICER", people.office());
        var officer = Accounts.signIn(login);
        // One who is on the register themself, so that there is something to find.
        accounts.update(
                "insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from, term_until,"
                        + " created_at) select id, ?, id::text, 'Somebody', 'PROBATION', '2020-01-01', '2099-12-31', now()"
                        + " from account where id = ?",
                people.office(), UUID.fromString(login));
        assertThat(get("/slots", officer)).isEqualTo(403);

        var rule = accounts.queryOne(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'post_role_check'");
        accounts.update("alter table post drop constraint post_role_check");
        try {
            accounts.update("update post set role = 'SUPERVISEE' where account_id = ?", UUID.fromString(login));
            assertThat(get("/slots", officer)).as("where a post makes one").isEqualTo(200);
        } finally {
            accounts.update("update post set role = 'OFFICER' where account_id = ?", UUID.fromString(login));
            accounts.update("alter table post add constraint post_role_check " + rule);
        }
    }

    private long fixesOf(People.Phone phone) {
        return (Long) accounts.queryOne("select count(*) from fix where supervisee_id = ?", phone.person());
    }

    private int report(String token) {
        return givenWithoutProof().auth().oauth2(token).contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("fixedAt", clock.instant().minusSeconds(5).toString(), "lon",
                        116.35, "lat", 39.94, "accuracyMetres", 10))))
                .post(ME + "/fixes").statusCode();
    }

    private static int status(String token, PhoneKey key) {
        var path = ME + "/device-status";
        return givenWithoutProof().auth().oauth2(token).contentType("application/json")
                .body(Map.of("locationOn", true)).header("DPoP", Proofs.of(key, "PUT", path, token)).put(path)
                .statusCode();
    }

    private static int get(String path, String token) {
        return givenWithoutProof().auth().oauth2(token).get(ME + path).statusCode();
    }

    private static int me(String token) {
        return get("", token);
    }
}
