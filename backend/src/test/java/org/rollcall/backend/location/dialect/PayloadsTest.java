package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.access.DeviceTokens;
import org.rollcall.backend.location.FixPartitions;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** Every file under {@code payloads/}, as the client sends it, byte for byte. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class PayloadsTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** What stands in the fields that are not kept. */
    private static final List<String> DROPPED = List.of("DROPME", "b4:fb:e4:dd:dd:01", "b4-fb-e4-dd-dd-01",
            "12345,67890",
            "\"6da9cf\"");
    private static final String STORED = """
            select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('fixedAt', %s, 'sentAt', %s, 'lon', lon, 'lat', lat,
              'accuracyMetres', accuracy_m, 'speedMetresPerSecond', speed_mps, 'mock', mock, 'provider', provider,
              'trigger', trigger)) order by fixed_at)::text
            from fix where supervisee_id = ? and raw_x = lon and raw_y = lat and raw_crs = 'WGS84'""";

    private static final String STATUS = """
            select jsonb_strip_nulls(jsonb_build_object('permission', location_permission, 'locationOn', location_on,
              'precise', precise, 'powerSaving', power_saving, 'backgroundRestricted', background_restricted))::text
            from device_status s join device d on d.id = s.device_id where d.supervisee_id = ?""";
    private static final String PASSPHRASE = "0123456789abcdefghijklmnopqrstuv";

    @Inject
    Accounts accounts;
    @Inject
    DeviceTokens tokens;
    @Inject
    People people;
    @Inject
    FixPartitions partitions;
    @Inject
    TestClock clock;

    @TestHTTPResource("/api/v1")
    URI api;

    private UUID person;

    @BeforeEach
    void atTheTimeOfThePayloads() {
        clock.set(Instant.parse("2026-11-24T01:30:00Z"));
        partitions.make().await().atMost(Duration.ofSeconds(20));
        person = people.takenIn();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    static List<Payload> ownTracks() {
        return Payload.all("owntracks");
    }

    static List<Payload> traccar() {
        return Payload.all("traccar");
    }

    static List<Payload> osmAnd() {
        return Payload.all("osmand");
    }

    static List<Payload> transistorsoft() {
        return Payload.all("transistorsoft");
    }

    static List<Payload> overland() {
        return Payload.all("overland");
    }

    static List<Payload> gpsLogger() {
        return Payload.all("gpslogger");
    }

    @ParameterizedTest
    @MethodSource("transistorsoft")
    void transistorsoftIsTakenAndAnsweredInItsWords(Payload payload) throws Exception {
        assertTaken(payload, send(payload, "", "Bearer " + people.transistorsoft(person).secret()));
    }

    @ParameterizedTest
    @MethodSource("overland")
    void overlandIsTakenAndAnsweredInItsWords(Payload payload) throws Exception {
        assertTaken(payload, send(payload, "", "Bearer " + people.overland(person).secret()));
    }

    @ParameterizedTest
    @MethodSource("gpsLogger")
    void gpsLoggerIsTakenAndAnsweredInItsWords(Payload payload) throws Exception {
        var phone = people.gpsLogger(person);

        assertTaken(payload, send(payload, phone.secret(), payload.path().contains("{token}") ? null : basic(phone)));
    }

    @ParameterizedTest
    @MethodSource("ownTracks")
    void ownTracksIsTakenAndAnsweredInItsWords(Payload payload) throws Exception {
        var phone = people.ownTracks(person);
        tokens.passphrase(phone.device(), PASSPHRASE);

        assertTaken(payload, send(payload, "", basic(phone)));
    }

    private static String basic(People.ForeignPhone phone) {
        return "Basic " + Base64.getEncoder()
                .encodeToString((phone.device() + ":" + phone.secret()).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource({"traccar", "osmAnd"})
    void traccarAndOsmAndAreTakenAndAnsweredInTheirWords(Payload payload) throws Exception {
        assertTaken(payload, send(payload, people.traccar(person).secret(), null));
    }

    private HttpResponse<String> send(Payload payload, String token, String authorization)
            throws IOException, InterruptedException {
        var body = payload.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(payload.body(), StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(api + payload.path().replace("{token}", token)))
                .method(payload.method(), body);
        payload.headers().forEach(header -> request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void assertTaken(Payload payload, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(payload.status());
        assertThat(answer.body()).isEqualTo(payload.answer());
        var row = (String) accounts.queryOne(STORED.formatted(iso("fixed_at"), iso("sent_at")), person);
        assertThat(new JsonArray(row == null ? "[]" : row).stream().map(JsonObject.class::cast)
                .map(PayloadsTest::normal).toList())
                .isEqualTo(payload.stored().stream().map(PayloadsTest::normal).toList());
        var status = (String) accounts.queryOne(STATUS, person);
        assertThat(status == null ? null : new JsonObject(status))
                .isEqualTo(payload.section("status").map(JsonObject::new).orElse(null));
        assertThat(accounts.queryOne(
                "select string_agg(q.reason, ' ' order by q.reason) from quarantine q join device d on d.id = q.device_id"
                        + " where d.supervisee_id = ?",
                person)).isEqualTo(payload.section("quarantined").orElse(null));
        assertThat(accounts.queryOne("select code || ' ' || severity from alert where supervisee_id = ?"
                + " and code = 'HELP_REQUESTED'", person))
                .isEqualTo(payload.section("alert").map(code -> code + " CRITICAL").orElse(null));
        assertThat((String) accounts.queryOne("select coalesce(string_agg(to_jsonb(f)::text, ' '), '') from fix f"
                + " where supervisee_id = ?", person)).doesNotContain(DROPPED);
    }

    private static String iso(String column) {
        return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }

    /** Numbers as numbers and times as times, however they are written. */
    private static JsonObject normal(JsonObject row) {
        var normal = new JsonObject();
        row.forEach(field -> normal.put(field.getKey(), field.getValue() instanceof Number number
                ? (Object) number.doubleValue()
                : field.getKey().endsWith("At")
                        ? Instant.parse((String) field.getValue()).toString()
                        : field.getValue()));
        return normal;
    }
}
