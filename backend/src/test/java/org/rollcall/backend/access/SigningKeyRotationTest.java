package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.SigningKeys.Purpose;
import org.rollcall.backend.access.SigningKeys.SigningKey;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** Another key signs: what nodes do that serve meanwhile, and what they believe. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SigningKeyRotationTest {

    private static final String API = "/api/v1/";

    @Inject
    Pool pool;
    @Inject
    MasterKey masterKey;
    @Inject
    Clock clock;
    @Inject
    TestClock time;
    @Inject
    SigningKeys keys;
    @Inject
    SigningKeyWatch watch;
    @Inject
    RotateSigning command;
    @Inject
    People people;
    @Inject
    AccessTokens tokens;

    private SigningKeys other;
    private SigningKey before;

    @BeforeEach
    void aNodeThatSigns() {
        other = new SigningKeys(pool, masterKey, clock);
        before = await(other.activeAnew(Purpose.ACCESS_TOKEN));
    }

    @AfterEach
    void backToNow() {
        time.reset();
        await(watch.look());
    }

    @Test
    void aNodeSignsWithTheNewKeyOnceItHasLooked() {
        var next = rotate(false);
        assertThat(await(other.active(Purpose.ACCESS_TOKEN)).id()).isEqualTo(before.id());

        assertThat(await(other.reread(Purpose.ACCESS_TOKEN))).as("the old one is believed still").isFalse();

        assertThat(await(other.active(Purpose.ACCESS_TOKEN)).id()).isEqualTo(next.id()).isNotEqualTo(before.id());
    }

    @Test
    void aNodeThatMeetsATokenOfTheNewKeySignsWithItToo() {
        var next = rotate(false);

        assertThat(await(other.find(Purpose.ACCESS_TOKEN, next.id())).id()).isEqualTo(next.id());

        assertThat(await(other.active(Purpose.ACCESS_TOKEN)).id()).isEqualTo(next.id());
    }

    @Test
    void aRetiredKeyIsBelievedUntilItsLastTokenHasEnded() {
        rotate(false);
        await(other.reread(Purpose.ACCESS_TOKEN));

        time.advance(AccessTokens.LIFE);
        for (var node : List.of(other, new SigningKeys(pool, masterKey, clock))) {
            assertThat(await(node.find(Purpose.ACCESS_TOKEN, before.id()))).isNotNull();
        }

        time.advance(Duration.ofMinutes(2));
        for (var node : List.of(other, new SigningKeys(pool, masterKey, clock))) {
            assertThat(await(node.find(Purpose.ACCESS_TOKEN, before.id()))).isNull();
        }
    }

    @Test
    void aKeyThatWasWithdrawnIsNotBelievedByANodeThatHasLooked() {
        var next = rotate(true);

        assertThat(await(other.reread(Purpose.ACCESS_TOKEN))).isTrue();

        assertThat(await(other.find(Purpose.ACCESS_TOKEN, before.id()))).isNull();
        assertThat(await(new SigningKeys(pool, masterKey, clock).find(Purpose.ACCESS_TOKEN, before.id()))).isNull();
        assertThat(await(other.active(Purpose.ACCESS_TOKEN)).id()).isEqualTo(next.id());
    }

    @Test
    void whatWasRetiredBeforeIsWithdrawnWithTheRest() {
        rotate(false);
        rotate(true);
        await(other.reread(Purpose.ACCESS_TOKEN));

        assertThat(await(other.find(Purpose.ACCESS_TOKEN, before.id()))).isNull();
    }

    @Test
    void ofTwoWhoRotateAtOnceOneMakesTheKey() {
        var both = await(Uni.join().all(keys.rotate(Purpose.ACCESS_TOKEN, false),
                other.rotate(Purpose.ACCESS_TOKEN, false)).andFailFast());

        await(other.reread(Purpose.ACCESS_TOKEN));
        assertThat(both).extracting(SigningKey::id).contains(await(other.active(Purpose.ACCESS_TOKEN)).id());
    }

    @Test
    void phonesGoOnWithTheirTokensUnlessTheKeyIsWithdrawn() {
        var phone = people.phone(people.takenIn());
        slots(phone.token(), 200);

        assertThat(command.run("rotate-signing")).isZero();
        await(watch.look());
        slots(phone.token(), 200);

        assertThat(command.run("rotate-signing", "--at-once")).isZero();
        await(watch.look());
        slots(phone.token(), 401);
        slots(people.renew(phone).token(), 200);
    }

    @Test
    void theCommandKnowsOneWordMore() {
        assertThat(command.run("rotate-signing", "--now")).isEqualTo(2);
    }

    @Test
    void anybodyReadsByWhichKeysTokensAreBelieved() throws JoseException {
        var token = token();
        rotate(false);
        await(watch.look());

        var answer = given().get(API + "jwks.json").then().statusCode(200)
                .header("Cache-Control", equalTo("public, max-age=60")).extract();

        assertThat(answer.asString()).doesNotContain("\"d\"");
        assertThat(isSignedByOneOf(answer.asString(), token)).isTrue();
        assertThat(isSignedByOneOf(answer.asString(), token())).isTrue();

        rotate(true);
        await(watch.look());
        var after = given().get(API + "jwks.json").then().statusCode(200).body("keys.size()", equalTo(1)).extract();
        assertThat(isSignedByOneOf(after.asString(), token)).isFalse();
        assertThat(isSignedByOneOf(after.asString(), token())).isTrue();
    }

    private SigningKey rotate(boolean atOnce) {
        return await(keys.rotate(Purpose.ACCESS_TOKEN, atOnce));
    }

    /** Of now, by this server. */
    private String token() {
        return await(tokens.issue(new Subject(UUID.randomUUID(), Optional.of(UUID.randomUUID())))).value();
    }

    /** By a library that knows nothing of us. */
    private static boolean isSignedByOneOf(String keySet, String token) throws JoseException {
        var signature = new JsonWebSignature();
        signature.setCompactSerialization(token);
        var key = new JsonWebKeySet(keySet).findJsonWebKey(signature.getKeyIdHeaderValue(), "EC", "sig", "ES256");
        if (key == null) {
            return false;
        }
        signature.setKey(key.getKey());
        return signature.verifySignature();
    }

    private static void slots(String token, int status) {
        given().auth().oauth2(token).get(API + "me/slots").then().statusCode(status);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
