package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.collection.LocationMode;
import org.rollcall.backend.location.BurstRequest;
import org.rollcall.backend.platform.Trace;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** What clients are answered when something is not as it should be (CLIENTS section 8). */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DialectAnswersTest {

    private static final long NOW = Instant.now().getEpochSecond() - 5;
    private static final String OWNTRACKS = "/api/v1/ingest/owntracks";
    private static final String OSMAND = "/api/v1/ingest/osmand/";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    MeterRegistry metrics;
    @ConfigProperty(name = "quarkus.http.access-log.exclude-pattern")
    String notInAccessLogs;

    @TestHTTPResource("/")
    URI here;

    private People.ForeignPhone ownTracks;
    private People.ForeignPhone traccar;

    @BeforeEach
    void phones() {
        ownTracks = people.ownTracks(people.takenIn());
        traccar = people.traccar(people.takenIn());
    }

    @Test
    void ownTracksHears401ForAnUnknownCredentialOnly() {
        var message = "{\"_type\":\"lwt\",\"tst\":1}";

        givenAnyRequest().contentType("application/json").body(message).post(OWNTRACKS).then().statusCode(401)
                .contentType("application/problem+json").header("WWW-Authenticate", containsString("Basic"));
        basic(ownTracks.device().toString(), traccar.secret()).body(message).post(OWNTRACKS).then().statusCode(401);
        basic(UUID.randomUUID().toString(), ownTracks.secret()).body(message).post(OWNTRACKS).then().statusCode(401);
        basic("user", "password").body(message).post(OWNTRACKS).then().statusCode(401);
        givenAnyRequest().header("Authorization", "Bearer x").contentType("application/json").body(message)
                .post(OWNTRACKS).then().statusCode(401);
        basic(ownTracks).body(message).post(OWNTRACKS).then().statusCode(200).body("", equalTo(List.of()));
    }

    @Test
    void overlandsWayOfSendingItsTokenIsKnown() {
        givenAnyRequest().header("Authorization", "Basic " + ownTracks.secret() + ":").contentType("application/json")
                .body("{\"_type\":\"lwt\",\"tst\":1}").post(OWNTRACKS).then().statusCode(200)
                .body("result", equalTo("ok"));
    }

    @Test
    void overlandInItsOwnTracksModeIsKnownAtItsOwnAddress() {
        var overland = people.overland(people.takenIn());
        var place = "{\"_type\":\"location\",\"lat\":39.9417,\"lon\":116.3521,\"tst\":" + (NOW - 978_307_200L) + "}";

        givenAnyRequest().header("Authorization", "Basic " + overland.secret() + ":").contentType("application/json")
                .body(place).post("/api/v1/ingest/overland").then().statusCode(200).body("result", equalTo("ok"));

        assertThat(fixes(overland)).isEqualTo(1);
        for (var other : new String[]{"Basic x:", "Basic " + overland.secret(), "Bearer",
            "Bearer " + "x".repeat(5_000)}) {
            givenAnyRequest().header("Authorization", other).contentType("application/json").body(place)
                    .post("/api/v1/ingest/overland").then().statusCode(401);
        }
    }

    @Test
    void traccarHears404ForAnUnknownToken() {
        for (var token : new String[]{"x", "52617481", UUID.randomUUID().toString(), ownTracks.device().toString()}) {
            givenAnyRequest().queryParam("id", "1").get(OSMAND + token).then().statusCode(404)
                    .contentType("application/problem+json");
            givenAnyRequest().queryParam("id", "1").post(OSMAND + token).then().statusCode(404);
        }
    }

    @Test
    void aRevokedDeviceIsUnknown() {
        people.revoke(traccar.device());
        people.revoke(ownTracks.device());

        givenAnyRequest().queryParam("id", "1").get(OSMAND + traccar.secret()).then().statusCode(404);
        basic(ownTracks).body("{\"_type\":\"lwt\",\"tst\":1}").post(OWNTRACKS).then().statusCode(401);
    }

    @Test
    void whatCannotBeKeptNowIsAskedForAgain() {
        accounts.update("revoke insert on quarantine from rollcall_intake");
        try {
            basic(ownTracks).body("not json").post(OWNTRACKS).then().statusCode(503)
                    .contentType("application/problem+json").header("Retry-After", "30");
            givenAnyRequest().queryParam("lat", "1").get(OSMAND + traccar.secret()).then().statusCode(503)
                    .header("Retry-After", "30");
        } finally {
            accounts.update("grant insert on quarantine to rollcall_intake");
        }
    }

    @Test
    void aPlaceThatCannotBeStoredNowIsAskedForAgain() {
        accounts.update("revoke insert on fix from rollcall_intake");
        try {
            basic(ownTracks).body(place()).post(OWNTRACKS).then().statusCode(503)
                    .contentType("application/problem+json").header("Retry-After", "30");
            position().get(OSMAND + traccar.secret()).then().statusCode(503).header("Retry-After", "30");
        } finally {
            accounts.update("grant insert on fix to rollcall_intake");
        }

        assertThat(quarantined(ownTracks)).isNull();
        basic(ownTracks).body(place()).post(OWNTRACKS).then().statusCode(200);
        position().get(OSMAND + traccar.secret()).then().statusCode(200);
        assertThat(fixes(ownTracks)).isEqualTo(1);
        assertThat(fixes(traccar)).isEqualTo(1);
    }

    /** A batch that is refused is sent again as a whole. */
    @Test
    void aBadPartIsPutAsideOnceHoweverOftenThePlacesBesideItWereRefused() {
        var app = people.transistorsoft(people.takenIn());
        var batch = "{\"location\":[{\"timestamp\":" + NOW + "000,\"coords\":{\"latitude\":99,\"longitude\":116.3521}},"
                + "{\"timestamp\":" + NOW + "000,\"coords\":{\"latitude\":39.9417,\"longitude\":116.3521}}]}";
        accounts.update("revoke insert on fix from rollcall_intake");
        try {
            sdk(app, batch).statusCode(503);
            sdk(app, batch).statusCode(503);
        } finally {
            accounts.update("grant insert on fix to rollcall_intake");
        }

        sdk(app, batch).statusCode(200);

        assertThat(fixes(app)).isEqualTo(1);
        assertThat(quarantined(app)).isEqualTo("OUT_OF_RANGE");
    }

    @Test
    void whatIsSentAgainIsAnsweredTheSameAndStoredOnce() {
        for (int time = 0; time < 3; time++) {
            basic(ownTracks).body(place()).post(OWNTRACKS).then().statusCode(200).body("", equalTo(List.of()));
            position().get(OSMAND + traccar.secret()).then().statusCode(200);
        }

        assertThat(fixes(ownTracks)).isEqualTo(1);
        assertThat(fixes(traccar)).isEqualTo(1);
    }

    @Test
    void aSecondCryForHelpIsEvidenceForTheFirst() {
        for (int time = 0; time < 2; time++) {
            position().queryParam("alarm", "sos").get(OSMAND + traccar.secret()).then().statusCode(200);
        }

        assertThat(accounts.queryOne("select string_agg(e.kind, ' ' order by e.seq) from alert a join alert_entry e"
                + " on e.alert_id = a.id where a.supervisee_id = ? and a.code = 'HELP_REQUESTED'", traccar.person()))
                .isEqualTo("OPENED EVIDENCE");
    }

    @Test
    void aWantedBurstIsACommandForThoseThatTakeCommands() {
        var wanted = new Wishes(Optional.of(new BurstRequest(3, 120, Instant.parse("2026-11-24T08:00:00Z"))),
                Optional.empty());

        var message = Message.nothing(MessageKind.EMPTY);
        assertThat(new OwnTracksAnswers(false).taken(message, wanted).getEntity())
                .isEqualTo(List.of(Map.of("_type", "cmd", "action", "reportLocation")));
        assertThat(new OsmAndAnswers().taken(message, wanted).getEntity()).isNull();
        assertThat(new TransistorsoftAnswers().taken(message, wanted).getEntity())
                .isEqualTo(Map.of("background_geolocation", List.of(List.of("setConfig",
                        Map.of("persistence", Map.of("extras", Map.of("burst", "2026-11-24T08:02:00Z")))),
                        List.of("changePace", true))));
        assertThat(new OverlandAnswers().taken(message, wanted).getEntity()).isEqualTo(Map.of("result", "ok"));
        assertThat(new GpsLoggerAnswers().taken(message, wanted).getEntity()).isNull();
    }

    @Test
    void whoIsAwayIsAskedForABurstByTheAppThatItHas() {
        var home = areas.circle(116.3521, 39.8, 1_000);
        var app = people.transistorsoft(people.takenIn());
        areas.home(ownTracks.person(), home);
        areas.home(app.person(), home);

        basic(ownTracks).body(place()).post(OWNTRACKS).then().statusCode(200).body("[0]._type", equalTo("cmd"))
                .body("[0].action", equalTo("reportLocation"));
        sdk(app, away(NOW, "{}")).statusCode(200)
                .body("background_geolocation[1]", equalTo(List.of("changePace", true)));
    }

    @Test
    void aBurstOfTheSdkIsKeptWhereFixesByATimerLieAnIntervalApart() {
        var app = people.transistorsoft(people.takenIn());
        areas.home(app.person(), areas.circle(116.3521, 39.8, 1_000));
        accounts.update("update location_mode set mode = 'SPARSE', interval_s = 3600, instruction_id = null,"
                + " basis_until = null, hours_from_minute = 0, hours_until_minute = 1440, notified_at = now()"
                + " where supervisee_id = ?", app.person());
        String until = sdk(app, away(NOW, "{}")).statusCode(200).extract()
                .path("background_geolocation[0][1].persistence.extras.burst");
        var extras = "{\"burst\":\"" + until + "\"}";
        long end = Instant.parse(until).getEpochSecond();

        sdk(app, away(NOW + 2, extras)).statusCode(200);
        sdk(app, away(NOW + 4, extras)).statusCode(200);
        sdk(app, away(end + 121, extras)).statusCode(200);
        sdk(app, away(NOW + 6, "{\"burst\":\"2099-01-01T00:00:00Z\"}")).statusCode(200);
        sdk(app, away(NOW + 8, "{\"burst\":[7]}")).statusCode(200);
        sdk(app, away(NOW + 10, "7")).statusCode(200);

        assertThat(accounts.queryOne("select string_agg(trigger, ' ' order by fixed_at) from fix"
                + " where supervisee_id = ?", app.person())).isEqualTo("PERIODIC BURST BURST");
        assertThat(accounts.queryOne("select surplus_count from standing where supervisee_id = ?", app.person()))
                .isEqualTo(4L);
    }

    /** The end is by our clock, and the time of the fix by the phone's. */
    @Test
    void aBurstOfTheSdkIsOneThoughItsClockIsALittleAhead() {
        var app = people.transistorsoft(people.takenIn());
        areas.home(app.person(), areas.circle(116.3521, 39.8, 1_000));
        String until = sdk(app, away(NOW, "{}")).statusCode(200).extract()
                .path("background_geolocation[0][1].persistence.extras.burst");

        sdk(app, away(Instant.parse(until).getEpochSecond() + 60, "{\"burst\":\"" + until + "\"}")).statusCode(200);

        assertThat(accounts.queryOne("select string_agg(trigger, ' ' order by fixed_at) from fix"
                + " where supervisee_id = ?", app.person())).asString().endsWith("BURST");
    }

    /** Another node remembers its secret for a while. */
    @Test
    void aPhoneThatWasEndedAsksForNoHelpThoughItsSecretIsRemembered() {
        basic(ownTracks).body(place()).post(OWNTRACKS).then().statusCode(200);
        position().get(OSMAND + traccar.secret()).then().statusCode(200);
        for (var phone : List.of(ownTracks, traccar)) {
            accounts.update("update device set revoked_at = now() where id = ?", phone.device());
        }

        position().queryParam("alarm", "sos").get(OSMAND + traccar.secret());
        givenAnyRequest().queryParam("id", "1").queryParam("alarm", "sos").get(OSMAND + traccar.secret());
        basic(ownTracks).body("{\"_type\":\"status\",\"android\":{\"loc\":-4}}").post(OWNTRACKS);
        basic(ownTracks).body("{\"_type\":\"location\",\"lat\":991}").post(OWNTRACKS);

        assertThat(accounts.queryOne("select count(*) from alert where code = 'HELP_REQUESTED' and supervisee_id = ?",
                traccar.person())).isEqualTo(0L);
        assertThat(accounts.queryOne("select count(*) from device_status where device_id = ?", ownTracks.device()))
                .isEqualTo(0L);
        assertThat(accounts.queryOne("select count(*) from quarantine where device_id = ?", ownTracks.device()))
                .isEqualTo(0L);
    }

    private static String away(long seconds, String extras) {
        return "{\"location\":{\"timestamp\":" + seconds
                + "000,\"coords\":{\"latitude\":39.9417,\"longitude\":116.3521,"
                + "\"accuracy\":9},\"extras\":" + extras + "}}";
    }

    @Test
    void howToReportIsACommandForThoseThatTakeCommands() {
        var message = Message.nothing(MessageKind.EMPTY);
        var sparse = collection(new CollectionAdvice(LocationMode.SPARSE, 3_600, null, null));
        var minutes = collection(new CollectionAdvice(LocationMode.CONTINUOUS, 300, null, null));
        var checkpoint = collection(new CollectionAdvice(LocationMode.CHECKPOINT, null, null, null));

        assertThat(new OwnTracksAnswers(false).taken(message, sparse).getEntity()).isEqualTo(
                List.of(configuration(Map.of("_type", "configuration", "monitoring", 1, "locatorInterval", 3_600,
                        "moveModeLocatorInterval", 3_600))));
        assertThat(new OwnTracksAnswers(false).taken(message, minutes).getEntity()).isEqualTo(
                List.of(configuration(Map.of("_type", "configuration", "monitoring", 2, "locatorInterval", 300,
                        "moveModeLocatorInterval", 300))));
        assertThat(new OwnTracksAnswers(false).taken(message, checkpoint).getEntity())
                .isEqualTo(List.of(configuration(Map.of("_type", "configuration", "monitoring", 0))));
        assertThat(new TransistorsoftAnswers().taken(message, minutes).getEntity()).isEqualTo(
                Map.of("background_geolocation", List.of(List.of("setConfig", Map.of("distanceFilter", 0,
                        "locationUpdateInterval", 300_000)))));
        assertThat(new TransistorsoftAnswers().taken(message, checkpoint).getEntity())
                .isEqualTo(Map.of("background_geolocation", List.of(List.of("changePace", false))));
        assertThat(new OverlandAnswers().taken(message, sparse).getEntity()).isEqualTo(Map.of("result", "ok", "set",
                Map.of("send_interval", "30m", "main", Map.of("tracking_mode", "both", "min_time", "5m"))));
        assertThat(new OverlandAnswers().taken(message, minutes).getEntity()).isEqualTo(Map.of("result", "ok", "set",
                Map.of("send_interval", "5m", "main", Map.of("tracking_mode", "both", "min_time", "5m"))));
        assertThat(new OverlandAnswers().taken(message, checkpoint).getEntity()).isEqualTo(Map.of("result", "ok", "set",
                Map.of("main", Map.of("tracking_mode", "off", "visit_tracking", false))));
        assertThat(new OsmAndAnswers().taken(message, sparse).getEntity()).isNull();
        assertThat(new GpsLoggerAnswers().taken(message, sparse).getEntity()).isNull();
    }

    @Test
    void whatIsNewToAPhoneIsSaidOnce() {
        basic(ownTracks).body(placeAt(NOW)).post(OWNTRACKS).then().statusCode(200).body("", equalTo(List.of()));
        accounts.update("update standing set rules_version = rules_version + 1 where supervisee_id = ?",
                ownTracks.person());

        basic(ownTracks).body(placeAt(NOW - 60)).post(OWNTRACKS).then().statusCode(200)
                .body("action", equalTo(List.of("setConfiguration"))).body("[0].configuration.monitoring", equalTo(2));
        basic(ownTracks).body(placeAt(NOW - 120)).post(OWNTRACKS).then().statusCode(200).body("", equalTo(List.of()));
    }

    private static String placeAt(long seconds) {
        return place().replace("\"x1\"", "\"x" + seconds + "\"").replace(String.valueOf(NOW) + "}", seconds + "}");
    }

    private static Wishes collection(CollectionAdvice advice) {
        return new Wishes(Optional.empty(), Optional.of(advice));
    }

    private static Map<String, Object> configuration(Map<String, Object> settings) {
        return Map.of("_type", "cmd", "action", "setConfiguration", "configuration", settings);
    }

    @Test
    void whatFailedIsLoggedWithoutWhatItSaid() {
        var log = new StringWriter();

        Trace.of(new IllegalStateException("lat=39.9417", new IllegalArgumentException("Somebody")))
                .printStackTrace(new PrintWriter(log));

        assertThat(log.toString()).contains("IllegalStateException", "DialectAnswersTest").doesNotContain("39.9",
                "Somebody");
    }

    @Test
    void whoCannotBeCheckedNowIsAskedToComeAgain() {
        accounts.update("revoke select on device from rollcall_intake");
        try {
            basic(ownTracks).body("{}").post(OWNTRACKS).then().statusCode(503).header("Retry-After", "30");
            givenAnyRequest().queryParam("lat", "1").get(OSMAND + traccar.secret()).then().statusCode(503)
                    .header("Retry-After", "30");
        } finally {
            accounts.update("grant select on device to rollcall_intake");
        }
    }

    @Test
    void anOversizeBodyIsKeptInPartAndAcknowledged() throws IOException {
        for (int bytes : new int[]{SentBodies.MOST_BYTES + 1, 3_000_000}) {
            var body = new byte[bytes];
            Arrays.fill(body, (byte) ' ');

            assertThat(raw("POST " + OWNTRACKS, authorization(ownTracks), body)).contains(" 200 OK").endsWith("[]");
            assertThat(raw("POST " + OSMAND + traccar.secret(), "", body)).contains(" 200 OK");
        }

        assertThat(quarantined(ownTracks)).isEqualTo("TOO_LARGE TOO_LARGE");
        assertThat(quarantined(traccar)).isEqualTo("TOO_LARGE TOO_LARGE");
    }

    @Test
    void textThatIsNoTextDoesNotCostThePlaceBesideIt() throws IOException {
        var body = "{\"_type\":\"card\",\"name\":\"???\"}".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '?' ? (byte) 0xC3 : body[i];
        }

        assertThat(raw("POST " + OWNTRACKS, authorization(ownTracks), body)).contains(" 200 OK");

        assertThat(quarantined(ownTracks)).isNull();
    }

    @Test
    void aDeclaredCharsetIsReadAndAnUnknownOneIsNot() throws IOException {
        var message = "{\"_type\":\"lwt\"}";

        assertThat(raw("POST " + OWNTRACKS,
                authorization(ownTracks) + "Content-Type: application/json; charset=UTF-16\r\n",
                message.getBytes(StandardCharsets.UTF_16))).contains(" 200 OK");
        assertThat(raw("POST " + OWNTRACKS,
                authorization(ownTracks) + "Content-Type: ;;;charset=\"\r\nAccept: nothing\r\n",
                message.getBytes(StandardCharsets.UTF_8))).contains(" 200 OK").contains("application/json");

        assertThat(quarantined(ownTracks)).isNull();
    }

    @Test
    void aBadlyEncodedFormIsReadAsFarAsItGoes() throws IOException {
        assertThat(raw("POST " + OSMAND + traccar.secret(), "", "id=%ZZ&batt=50%".getBytes(StandardCharsets.US_ASCII)))
                .contains(" 200 OK").endsWith("\r\n\r\n");
        assertThat(quarantined(traccar)).isNull();
    }

    @Test
    void traccarIsAnsweredWithoutABody() {
        givenAnyRequest().queryParam("id", "1").get(OSMAND + traccar.secret()).then().statusCode(200)
                .body(emptyString());
    }

    @Test
    void deeplyNestedJsonIsUnreadableAndNothingWorse() {
        basic(ownTracks).body("[".repeat(100_000)).post(OWNTRACKS).then().statusCode(200);

        assertThat(quarantined(ownTracks)).isEqualTo("UNREADABLE");
    }

    @Test
    void outsideACollectionPeriodABodyIsAnsweredAndForgotten() {
        var unknown = people.traccar(accounts.supervisee(people.office()));

        givenAnyRequest().queryParam("lat", "1").get(OSMAND + unknown.secret()).then().statusCode(200);
        givenAnyRequest().queryParam("id", "1").queryParam("alarm", "sos").get(OSMAND + unknown.secret()).then()
                .statusCode(200);

        assertThat(quarantined(unknown)).isNull();
        assertThat(accounts.queryOne("select count(*) from alert where supervisee_id = ?", unknown.person()))
                .isEqualTo(0L);
    }

    @Test
    void messagesAreCountedByTheirKind() {
        double before = heartbeats();

        givenAnyRequest().queryParam("id", "1").get(OSMAND + traccar.secret()).then().statusCode(200);

        assertThat(heartbeats()).isEqualTo(before + 1);
    }

    @Test
    void aSecretInAPathIsInNoMetric() throws IOException {
        var unknown = "unknown-secret-" + UUID.randomUUID();
        for (var token : new String[]{traccar.secret(), unknown}) {
            for (var method : new String[]{"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"}) {
                raw(method + " " + OSMAND + token + "?id=1", "", new byte[0]);
                raw(method + " " + OSMAND + token + "/more?id=1", "", new byte[0]);
                raw(method + " /api/v1//ingest/osmand/" + token, "", new byte[0]);
            }
        }

        var scraped = ((io.micrometer.core.instrument.composite.CompositeMeterRegistry) metrics).getMeters().stream()
                .map(meter -> meter.getId().toString()).toList().toString();
        assertThat(scraped).contains("/api/v1/ingest/osmand/{token}").doesNotContain(traccar.secret(), unknown);
    }

    @Test
    void aSecretInAPathIsInNoAccessLog() {
        assertThat(Pattern.matches(notInAccessLogs, OSMAND + traccar.secret())).isTrue();
        assertThat(Pattern.matches(notInAccessLogs, "/api/v1/ingest/gpslogger/" + traccar.secret())).isTrue();
        assertThat(Pattern.matches(notInAccessLogs, OWNTRACKS)).isFalse();
    }

    private static String place() {
        return "{\"_type\":\"location\",\"_id\":\"x1\",\"lat\":39.9417,\"lon\":116.3521,\"acc\":9,\"tid\":\"lq\",\"tst\":"
                + NOW + "}";
    }

    private static RequestSpecification position() {
        return givenAnyRequest().queryParam("id", "1").queryParam("lat", "39.9417").queryParam("lon", "116.3521")
                .queryParam("accuracy", "9").queryParam("timestamp", String.valueOf(NOW));
    }

    private static ValidatableResponse sdk(People.ForeignPhone phone, String body) {
        return givenAnyRequest().auth().oauth2(phone.secret()).contentType("application/json").body(body)
                .post("/api/v1/ingest/transistorsoft").then();
    }

    private long fixes(People.ForeignPhone phone) {
        return (Long) accounts.queryOne("select count(*) from fix where supervisee_id = ?", phone.person());
    }

    private double heartbeats() {
        return metrics.counter("rollcall.dialect.messages", "dialect", "TRACCAR", "kind", "HEARTBEAT").count();
    }

    private String quarantined(People.ForeignPhone phone) {
        return (String) accounts.queryOne("select string_agg(reason, ' ') from quarantine where device_id = ?",
                phone.device());
    }

    private static RequestSpecification basic(People.ForeignPhone phone) {
        return basic(phone.device().toString(), phone.secret());
    }

    private static RequestSpecification basic(String user, String password) {
        return givenAnyRequest().auth().preemptive().basic(user, password).contentType("application/json");
    }

    private static String authorization(People.ForeignPhone phone) {
        return "Authorization: Basic " + Base64.getEncoder()
                .encodeToString((phone.device() + ":" + phone.secret()).getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    /** Sends exactly this, and returns all of the answer. */
    private String raw(String start, String headers, byte[] body) throws IOException {
        try (var socket = new Socket("127.0.0.1", here.getPort())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write((start + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "Content-Length: "
                    + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
