package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class EnrolmentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    DeviceCredentials credentials;
    @Inject
    Passphrases passphrases;
    @Inject
    EnrolmentConfig config;
    @Inject
    TestClock clock;

    private RestAssuredConfig origin;
    private UUID person;
    private String officer;

    @BeforeEach
    void somebodyTakenIn() {
        origin = Origin.fresh();
        var office = people.office();
        person = people.takenIn(office);
        officer = accounts.token("OFFICER", office);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aPhoneGetsATokenThatNamesItsPersonAndItself() {
        var key = PhoneKey.make();

        var answer = enrol(ours(code(), key)).statusCode(201).body("superviseeId", equalTo(person.toString()))
                .body("dialect", equalTo("NATIVE")).body("secret", nullValue()).body("ingestPath", nullValue())
                .extract().jsonPath();

        given().auth().oauth2(answer.getString("accessToken")).get("/api/v1/me/slots").then().statusCode(200);
        var device = UUID.fromString(answer.getString("deviceId"));
        assertThat(
                accounts.queryOne("select public_key from device where id = ? and supervisee_id = ?", device, person))
                .isEqualTo(key.pair().getPublic().getEncoded());
        assertThat(accounts.queryOne("select detail ->> 'deviceId' from audit_entry where object_id = ? and actor = ?"
                + " and action = 'DEVICE_ENROLLED'", person, person)).isEqualTo(device.toString());
    }

    @Test
    void anOwnTracksPhoneGetsALinkThatSetsItUp() {
        var answer = enrol(Map.of("code", code(), "dialect", "OWNTRACKS")).statusCode(201)
                .body("accessToken", nullValue()).body("expiresAt", nullValue())
                .body("ingestPath", equalTo("/api/v1/ingest/owntracks")).extract().jsonPath();

        var device = answer.getString("deviceId");
        var secret = answer.getString("secret");
        assertThat(answer.getString("login")).isEqualTo(device);
        assertThat(credentials.find(device, secret, "127.0.0.1").await().atMost(PATIENCE)).contains(
                new EnrolledDevice(UUID.fromString(device), person, DeviceKind.PHONE, Dialect.OWNTRACKS));
        var inline = answer.getString("configurationUrl").substring("owntracks:///config?inline=".length());
        assertThat(inline).matches("[A-Za-z0-9%]+");
        var settings = new JsonObject(
                new String(Base64.getDecoder().decode(URLDecoder.decode(inline, StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8));
        assertThat(settings.getMap()).containsEntry("_type", "configuration").containsEntry("mode", 3)
                .containsEntry("auth", true).containsEntry("username", device).containsEntry("password", secret)
                .containsEntry("encryptionKey", answer.getString("passphrase")).containsEntry("cmd", true)
                .containsEntry("allowRemoteLocation", true).containsEntry("remoteConfiguration", true)
                .containsEntry("locked", true)
                .containsKeys("deviceId", "monitoring");
        assertThat(settings.getString("url")).startsWith("http://").endsWith("/api/v1/ingest/owntracks");
        assertThat(settings.getString("tid")).hasSize(2);
    }

    @Test
    void aTraccarPhoneGetsAPathThatHoldsItsSecret() {
        var path = enrol(Map.of("code", code(), "dialect", "TRACCAR")).statusCode(201).body("login", nullValue())
                .body("secret", nullValue()).extract().<String>path("ingestPath");

        assertThat(path).matches("/api/v1/ingest/osmand/[A-Za-z0-9_-]{43}");
        assertThat(credentials.find(path.substring(path.lastIndexOf('/') + 1), "127.0.0.1").await().atMost(PATIENCE))
                .map(EnrolledDevice::superviseeId).contains(person);
    }

    @Test
    void aTraccarPhoneScansAnAddressThatSetsItUpForTheModeInForce() {
        asked(1_800);

        var answer = enrol(Map.of("code", code(), "dialect", "TRACCAR")).statusCode(201).extract().jsonPath();

        var link = URI.create(answer.getString("configurationUrl"));
        assertThat(link.getPath()).isEqualTo(answer.getString("ingestPath"));
        assertThat(link.getScheme()).isEqualTo("http");
        assertThat(link.getQuery()).startsWith("id=" + answer.getString("deviceId") + "&").contains("accuracy=medium",
                "&distance=0&", "&interval=1800&", "buffer=true", "stop_detection=true");
    }

    @Test
    void anOverlandPhoneGetsALinkThatSetsItUp() {
        var answer = enrol(Map.of("code", code(), "dialect", "OVERLAND")).statusCode(201)
                .body("ingestPath", equalTo("/api/v1/ingest/overland")).body("login", nullValue()).extract().jsonPath();

        var secret = answer.getString("secret");
        assertThat(answer.getString("configurationUrl")).matches("overland://setup\\?url=http%3A%2F%2F[A-Za-z0-9.%]+"
                + "%2Fapi%2Fv1%2Fingest%2Foverland&token=" + secret + "&device_id=" + answer.getString("deviceId")
                + "&unique_id=yes");
        assertThat(credentials.find(secret, "127.0.0.1").await().atMost(PATIENCE)).map(EnrolledDevice::dialect)
                .contains(Dialect.OVERLAND);
    }

    @Test
    void aGpsLoggerPhoneGetsAPropertiesFileForTheModeInForce() {
        asked(1_800);

        var answer = enrol(Map.of("code", code(), "dialect", "GPSLOGGER")).statusCode(201)
                .body("ingestPath", equalTo("/api/v1/ingest/gpslogger")).extract().jsonPath();

        var secret = answer.getString("secret");
        assertThat(answer.getString("configuration").lines()).contains("log_customurl_enabled=true",
                "log_customurl_method=POST", "log_customurl_body=%ALL",
                "log_customurl_basicauth_username=" + answer.getString("login"),
                "log_customurl_basicauth_password=" + secret, "time_before_logging=1800", "distance_before_logging=0")
                .anyMatch(line -> line.matches("log_customurl_url=http://.*/api/v1/ingest/gpslogger"));
        assertThat(credentials.find(answer.getString("login"), secret, "127.0.0.1").await().atMost(PATIENCE))
                .map(EnrolledDevice::dialect).contains(Dialect.GPSLOGGER);
    }

    @Test
    void anAppOnTheSdkGetsTheConfigurationThatItIsStartedWith() {
        var answer = enrol(Map.of("code", code(), "dialect", "TRANSISTORSOFT")).statusCode(201)
                .body("ingestPath", equalTo("/api/v1/ingest/transistorsoft")).body("secret", nullValue()).extract()
                .jsonPath();

        var configuration = new JsonObject(answer.getString("configuration"));
        assertThat(configuration.getJsonObject("http").getString("url")).endsWith("/api/v1/ingest/transistorsoft");
        assertThat(configuration.getJsonObject("authorization").getMap()).containsEntry("strategy", "JWT")
                .containsEntry("accessToken", answer.getString("accessToken"))
                .containsEntry("refreshToken", answer.getString("refreshToken"))
                .containsEntry("refreshPayload", Map.of("refreshToken", "{refreshToken}"));
        assertThat(configuration.getJsonObject("authorization").getString("refreshUrl"))
                .endsWith("/api/v1/device-sessions/renewal");
    }

    @Test
    void thePassphraseOfAnOwnTracksPhoneIsKeptSealed() {
        var answer = enrol(Map.of("code", code(), "dialect", "OWNTRACKS")).statusCode(201).extract().jsonPath();

        var word = answer.getString("passphrase");
        var device = new EnrolledDevice(UUID.fromString(answer.getString("deviceId")), person, DeviceKind.PHONE,
                Dialect.OWNTRACKS);
        assertThat(word).hasSize(Passphrase.KEY_BYTES);
        assertThat(passphrases.find(device).await().atMost(PATIENCE)).contains(new Passphrase(word));
        assertThat(new String((byte[]) accounts.queryOne("select passphrase_sealed from device where id = ?",
                device.id()), StandardCharsets.ISO_8859_1)).doesNotContain(word);
    }

    @Test
    void aNewPhoneTakesThePlaceOfTheFormerAtOnce() {
        var former = people.ownTracks(person);
        assertThat(credentials.find(former.secret(), "127.0.0.1").await().atMost(PATIENCE)).isPresent();

        var first = enrol(ours(code(), PhoneKey.make())).statusCode(201).extract().jsonPath();
        assertThat(accounts.queryOne("select revoked_at = replaced_at from device where id = ?", former.device()))
                .as("what it gathered before may still come: ReplacedPhoneTest").isEqualTo(true);
        enrol(ours(code(), PhoneKey.make())).statusCode(201);

        given().auth().oauth2(first.getString("accessToken")).get("/api/v1/me/slots").then().statusCode(401);
        assertThat(active()).isEqualTo(1L);
    }

    /** One active phone a person: also where several are enrolled at once, each with a code of its own. */
    @Test
    void ofManyPhonesWithACodeEachAtTheSameInstantOneIsLeft() {
        var answers = IntStream.range(0, 8).mapToObj(i -> CompletableFuture
                .supplyAsync(() -> enrol(ours(code(), PhoneKey.make())).extract())).toList().stream()
                .map(CompletableFuture::join).toList();

        assertThat(answers.stream().map(answer -> answer.statusCode())).containsOnly(201, 404).contains(201);
        assertThat(active()).isEqualTo(1L);
        var letIn = answers.stream().filter(answer -> answer.statusCode() == 201)
                .filter(answer -> given().auth().oauth2(answer.<String>path("accessToken")).get("/api/v1/me/slots")
                        .statusCode() == 200)
                .toList();
        assertThat(letIn).hasSize(1);
    }

    @Test
    void theOfficerIsToldOfAPhoneThatTookThePlaceOfAnother() {
        enrol(ours(code(), PhoneKey.make())).statusCode(201);
        given().auth().oauth2(officer).get("/api/v1/me/inbox").then().body("items.size()", equalTo(0));

        String device = enrol(ours(code(), PhoneKey.make())).statusCode(201).extract().path("deviceId");

        given().auth().oauth2(officer).get("/api/v1/me/inbox").then().statusCode(200)
                .body("items.size()", equalTo(1)).body("items[0].code", equalTo("TASK_WAITING"))
                .body("items[0].objectId", equalTo(device));
    }

    @Test
    void theLinkOfAMessageAboutWorkLeadsToWhatItIsAbout() {
        enrol(ours(code(), PhoneKey.make())).statusCode(201);
        String device = enrol(ours(code(), PhoneKey.make())).statusCode(201).extract().path("deviceId");

        String link = given().auth().oauth2(officer).get("/api/v1/me/inbox").then().extract().path("items[0].link");

        given().auth().oauth2(officer).get("/api/v1" + link).then().statusCode(200).body("id", equalTo(device))
                .body("kind", equalTo("PHONE_REPLACED")).body("superviseeId", equalTo(person.toString()));
        given().auth().oauth2(accounts.token("OFFICER", people.office())).get("/api/v1" + link).then().statusCode(404);
        given().get("/api/v1" + link).then().statusCode(401);
    }

    @ParameterizedTest
    @EnumSource(value = Dialect.class, mode = EnumSource.Mode.EXCLUDE, names = "NATIVE")
    void anAppOfOthersIsSetUpOnlyWhileItsFixesAreAskedFor(Dialect dialect) {
        var office = people.office();
        person = accounts.takenInForCheckpoints(office);
        officer = accounts.token("OFFICER", office);
        var code = code();

        enrol(Map.of("code", code, "dialect", dialect.name())).statusCode(409);

        accounts.followed(person);
        enrol(Map.of("code", code, "dialect", dialect.name())).statusCode(201);
    }

    @Test
    void ourOwnClientIsSetUpForCheckInsAlone() {
        var office = people.office();
        person = accounts.takenInForCheckpoints(office);
        officer = accounts.token("OFFICER", office);

        enrol(ours(code(), PhoneKey.make())).statusCode(201);
    }

    @Test
    void aCodeIsReadAsItIsTyped() {
        var code = code();
        var typed = code.substring(0, 4) + "-" + code.substring(4, 8) + " "
                + code.substring(8).toLowerCase(Locale.ROOT);

        enrol(ours(typed, PhoneKey.make())).statusCode(201);
    }

    @Test
    void ofManyPhonesWithOneCodeAtTheSameInstantOneIsEnrolled() {
        var code = code();

        var answers = IntStream.range(0, 12).mapToObj(i -> CompletableFuture
                .supplyAsync(() -> enrol(ours(code, PhoneKey.make())).extract().statusCode())).toList().stream()
                .map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(201, 404).containsOnlyOnce(201);
        assertThat(accounts.queryOne("select count(*) from device where supervisee_id = ?", person)).isEqualTo(1L);
    }

    @Test
    void whatIsUnknownUsedReplacedOrExpiredIsAnsweredAlike() {
        var used = code();
        enrol(ours(used, PhoneKey.make())).statusCode(201);
        var replaced = code();
        var expired = code();
        clock.advance(EnrolmentCodes.LIFE);

        var answers = Stream.of(used, replaced, expired, CodeWord.random().text(), "x", "' or 1=1 --")
                .map(code -> enrol(ours(code, PhoneKey.make())).statusCode(404).extract().asString()).distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(active()).isEqualTo(1L);
    }

    @Test
    void whoIsShutOutEnrolsNoPhone() {
        var code = code();
        accounts.update("update account set disabled_at = now() where id = ?", person);

        enrol(ours(code, PhoneKey.make())).statusCode(404);
    }

    @Test
    void aKeyThatIsNoneIsRefusedAndTheCodeStaysGood() {
        var code = code();
        var good = PhoneKey.make().jwk();
        for (var broken : new Object[][]{{"y", good.get("x")}, {"x", "x"}, {"crv", "P-384"}, {"kty", "RSA"},
            {"d", good.get("x")}}) {
            var key = new HashMap<>(good);
            key.put((String) broken[0], broken[1]);
            enrol(Map.of("code", code, "publicKey", key)).statusCode(400);
        }
        enrol(Map.of("code", code)).statusCode(400);
        enrol(Map.of("code", code, "dialect", "TRACCAR", "publicKey", good)).statusCode(400);
        enrol(Map.of("code", code, "dialect", "PIGEON")).statusCode(400);
        enrol(Map.of("code", code, "publicKey", good, "surprise", 1)).statusCode(400);
        enrol(Map.of("publicKey", good)).statusCode(400);
        given().contentType("application/json").body("{\"code\":").post("/api/v1/enrolments").then().statusCode(400);
        given().contentType("text/plain").body(code).post("/api/v1/enrolments").then().statusCode(415);

        enrol(Map.of("code", code, "publicKey", withUse(good))).statusCode(201);
    }

    @Test
    void whoGuessesIsSlowedDownAndNobodyElseIs() {
        var code = code();
        IntStream.range(0, config.wrongCodes())
                .forEach(i -> enrol(ours(CodeWord.random().text(), PhoneKey.make())).statusCode(404));

        String wait = enrol(ours(code, PhoneKey.make())).statusCode(429).extract().header("Retry-After");

        assertThat(Integer.parseInt(wait)).as("what is left of the window").isBetween(30, 60);

        origin = Origin.fresh();
        enrol(ours(code, PhoneKey.make())).statusCode(201);
    }

    @Test
    void anAnswerToAWrongCodeDoesNotRepeatIt() {
        var code = CodeWord.random().text();

        enrol(ours(code, PhoneKey.make())).statusCode(404).body(not(containsString(code)));
    }

    @Test
    void noSecretIsPrinted() {
        var device = new EnrolledDevice(UUID.randomUUID(), person, DeviceKind.PHONE, Dialect.TRACCAR);
        var secret = DeviceSecret.random();
        var server = "https://rollcall.example";
        var hourly = Duration.ofHours(1);
        var passphrase = Passphrase.random();
        var settings = new OwnTracksSettings(device.id(), secret, passphrase, server);
        var access = new AccessTokens.AccessToken("eyJ", clock.instant());

        assertThat(List.of(Enrolment.ofTraccar(device, new TraccarSettings(device.id(), secret, server, hourly)),
                new TraccarSettings(device.id(), secret, server, hourly),
                new OverlandSettings(device.id(), secret, server),
                new GpsLoggerSettings(device.id(), secret, server, hourly),
                new TransistorsoftSettings(access, secret, server),
                new DeviceRenewalResource.Renewal("eyJ", secret.word(), 1), passphrase,
                new NewCredentials(Dialect.OWNTRACKS, Optional.empty(), Optional.of(secret), Optional.of(passphrase),
                        Attestation.NONE))
                .toString()).doesNotContain(secret.word(), passphrase.word(), "eyJ");
        assertThat(settings.toString()).doesNotContain(secret.word(), passphrase.word());
        assertThat(Enrolment.ofOwnTracks(device, settings).toString()).doesNotContain(secret.word(), "inline");
        assertThat(new EnrolmentRequest("K7QX2M4DT9WZ3HR1", null, null, null).toString()).doesNotContain("K7QX");
    }

    private void asked(int seconds) {
        accounts.update("update location_mode set interval_s = ? where supervisee_id = ?", seconds, person);
    }

    private Object active() {
        return accounts.queryOne("select count(*) from device where supervisee_id = ? and revoked_at is null", person);
    }

    private String code() {
        return given().auth().oauth2(officer).post("/api/v1/supervisees/" + person + "/enrolment-codes").then()
                .statusCode(201).extract().path("code");
    }

    private static Map<String, Object> ours(String code, PhoneKey key) {
        return Map.of("code", code, "publicKey", key.jwk());
    }

    private static Map<String, Object> withUse(Map<String, Object> key) {
        var more = new HashMap<>(key);
        more.put("use", "sig");
        return more;
    }

    private ValidatableResponse enrol(Map<String, Object> request) {
        return given().config(origin).contentType("application/json").body(request).post("/api/v1/enrolments").then();
    }
}
