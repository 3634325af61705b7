package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.platform.SlowSendersProbe;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** However a request comes, it is answered within bounds, and leaves neither memory taken nor a stack trace behind. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class BadInputTest {

    private static final String BASE = "/api/v1/ingest/";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    BodyMemory memory;
    @Inject
    SendersConfig config;
    @Inject
    SlowSendersProbe slow;

    @TestHTTPResource("/")
    URI here;

    private final LoggedFaults faults = new LoggedFaults();
    private Wire wire;
    private People.ForeignPhone overland;

    @BeforeEach
    void listen() {
        overland = people.overland(people.takenIn());
        wire = new Wire(here);
        faults.listen();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(10)).until(() -> memory.taken() == 0);
        assertThat(faults.stop()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whenMemoryIsUsedUpItIsAskedToComeAgain(ForeignApp app) throws IOException {
        var phone = phone(app);
        int all = (int) config.bodyMemory().asLongValue();
        takeAll(all);
        try {
            assertThat(wire.send(app, phone, "", place(app))).contains(" 503 ").containsIgnoringCase("retry-after: 30")
                    .contains("problem+json");
        } finally {
            giveBackAll(all);
        }
        assertThat(fixes(phone)).isEqualTo(0L);
        assertThat(wire.send(app, phone, "", place(app))).contains(" 200 OK");
    }

    /** As many networks as it takes. */
    private void takeAll(int bytes) {
        for (int network = 0; network < 8; network++) {
            assertThat(memory.take("network " + network, bytes / 8)).isTrue();
        }
    }

    private void giveBackAll(int bytes) {
        for (int network = 0; network < 8; network++) {
            memory.giveBack("network " + network, bytes / 8);
        }
    }

    @Test
    void whatACompressedBodyBecomesTakesMemoryAsWell() throws IOException {
        int butLittle = (int) config.bodyMemory().asLongValue() - 100_000;
        takeAll(butLittle);
        try {
            assertThat(post("overland", bearer(overland) + "Content-Encoding: gzip\r\n",
                    InflatedTest.gzip(new byte[1_000_000]))).contains(" 503 ");
        } finally {
            giveBackAll(butLittle);
        }
        assertThat(quarantined(overland)).isNull();
    }

    @Test
    void whoNeverEndsIsAnsweredAndCutOff() throws IOException {
        var chunk = ("100000\r\n" + " ".repeat(0x100000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (var socket = wire.open()) {
            Wire.write(socket, "POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\n" + bearer(overland)
                    + "Transfer-Encoding: chunked\r\n\r\n");
            int sent = 0;
            try {
                while (sent < 200) {
                    socket.getOutputStream().write(chunk);
                    sent++;
                }
            } catch (SocketException e) {
                // Nobody listens any more.
            }
            assertThat(sent).isBetween(SentBodies.MOST_BYTES_DRAINED / 0x100000, 100);
        }

        await().atMost(Duration.ofSeconds(10)).untilAsserted(
                () -> assertThat(quarantined(overland)).isEqualTo("TOO_LARGE"));
    }

    @Test
    void ourOwnOperationsReadNothingThatIsCompressed() throws IOException {
        var answer = wire.exchange("POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", InflatedTest.BOMB);

        assertThat(answer).containsPattern(" 4(00|15) ").contains("problem+json").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        "Content-Length: -1\r\n\r\n{}", "Content-Length: many\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n", "no colon\r\n\r\n", "A\u0000: b\r\n\r\n"})
    void whatIsNoRequestIsRefusedOrCutOff(String rest) throws IOException {
        for (var path : new String[]{BASE + "overland", "/api/v1/sessions"}) {
            var answer = wire.exchangeRaw("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\n" + bearer(overland) + rest);

            assertThat(answer).as(path).matches("(?s)|HTTP/1\\.1 (200|4\\d\\d|50[135]) .*").doesNotContain("Exception");
        }
        assertThat(quarantined(overland)).isIn(null, "UNREADABLE");
    }

    @Test
    void aFullBatchOfOverlandIsTaken() throws IOException {
        var start = Instant.now().minusSeconds(20_000);
        var features = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            features.add("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[116.3521,39.9417]},"
                    + "\"properties\":{\"timestamp\":\"" + start.plusSeconds(i) + "\",\"padding\":\"" + "x".repeat(450)
                    + "\"}}");
        }
        var body = ("{\"locations\":[" + String.join(",", features) + "]}").getBytes(StandardCharsets.UTF_8);
        assertThat(body.length).isGreaterThan(600_000);

        assertThat(post("overland", bearer(overland), body)).contains(" 200 OK").endsWith("{\"result\":\"ok\"}");

        assertThat(fixes(overland)).isEqualTo(1_000L);
    }

    @Test
    void moreThanIntakeTakesAtOnceIsTakenInTurns() throws IOException {
        var start = Instant.now().minusSeconds(20_000);
        var features = new ArrayList<String>();
        for (int i = 0; i < 2_300; i++) {
            features.add("{\"geometry\":{\"type\":\"Point\",\"coordinates\":[116.3521,39.9417]},\"properties\":"
                    + "{\"timestamp\":\"" + start.plusSeconds(i) + "\"}}");
        }

        assertThat(post("overland", bearer(overland),
                ("{\"locations\":[" + String.join(",", features) + "]}").getBytes(StandardCharsets.UTF_8)))
                .contains(" 200 OK");

        assertThat(fixes(overland)).isEqualTo(2_300L);
    }

    @Test
    void ourOwnOperationsBoundTheDepthAsWell() throws IOException {
        var answer = wire.exchange("POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n", "[".repeat(50_000).getBytes(StandardCharsets.US_ASCII));

        assertThat(answer).contains(" 400 ").contains("problem+json").doesNotContain("Exception", "at org.");
    }

    @Test
    void aBadlyEncodedQueryIsReadAsFarAsItGoes() throws IOException {
        var traccar = people.traccar(people.takenIn());
        for (var query : new String[]{"id=%ZZ", "id=%", "id=%E0%A4", "id=1&%ZZ=2&batt=5", "id=1&a=%u0041",
            "id=1&&&=&="}) {
            for (var method : new String[]{"GET", "POST"}) {
                assertThat(wire.exchange(method + " " + BASE + "osmand/" + traccar.secret() + "?" + query
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", new byte[0])).as(query).contains(" 200 OK");
            }
        }
        assertThat(quarantined(traccar)).isNull();
    }

    @Test
    void aBadlyEncodedQueryOfNobodyIsUnknown() throws IOException {
        assertThat(wire.exchange("GET " + BASE + "osmand/" + "x".repeat(43) + "?id=%ZZ HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\n", new byte[0])).contains(" 404 ");
    }

    @Test
    void ourOwnOperationsRefuseABadlyEncodedAddress() throws IOException {
        var token = people.phone(people.takenIn()).token();
        for (var address : new String[]{"/api/v1/me/slots?limit=%ZZ", "/api/v1/me/slots?%=1", "/api/v1/%ZZ/slots",
            "/api/v1/me/slots?limit=1|2"}) {
            assertThat(wire
                    .exchange("GET " + address + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                            + token + "\r\n", new byte[0]))
                    .as(address).contains(" 400 ");
        }
    }

    @Test
    void signsThatNoStandardAllowsAreRead() throws IOException {
        var phone = people.gpsLogger(people.takenIn());

        assertThat(wire.exchange(
                "GET " + BASE + "gpslogger/" + phone.secret() + "?lat=39.9417&lon=116.3521&desc=a|b^{c}&timestamp="
                        + Instant.now().getEpochSecond() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n",
                new byte[0]))
                .contains(" 200 OK");

        assertThat(fixes(phone)).isEqualTo(1L);
    }

    @Test
    void aLongQueryIsReadAndALongerOneEndsAtTheDoor() throws IOException {
        var traccar = people.traccar(people.takenIn());
        var path = "GET " + BASE + "osmand/" + traccar.secret() + "?id=1&wifi=";

        assertThat(
                wire.exchange(path + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", new byte[0]))
                .contains(" 200 OK");
        assertThat(
                wire.exchange(path + "a".repeat(30_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", new byte[0]))
                .contains(" 414 ");
    }

    @Test
    void aFloodOfHeadersEndsAtTheDoor() throws IOException {
        var flood = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            flood.append("X-").append(i).append(": ").append(i).append("\r\n");
        }
        assertThat(wire.exchange("POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\n" + flood, new byte[0]))
                .contains(" 431 ");
        assertThat(wire.exchange("POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(100_000) + "\r\n",
                new byte[0])).contains(" 431 ");
    }

    @Test
    void whoSendsTooSlowlyIsCutOff() throws IOException {
        for (var path : new String[]{BASE + "overland", "/api/v1/sessions"}) {
            try (var socket = wire.open()) {
                Wire.write(socket, "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + bearer(overland) + "Content-Length: 1000\r\n\r\n{\"locations\"");
                await().atMost(Duration.ofSeconds(10)).until(() -> slow.underWay() > 0);

                slow.end(Duration.ofSeconds(31));

                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).contains(" 503 ").containsIgnoringCase("retry-after: 30").contains("problem+json");
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> slow.underWay() == 0);
        }
        assertThat(quarantined(overland)).isNull();
    }

    @Test
    void whoHangsUpInTheMiddleLeavesNothing() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var socket = wire.open()) {
                Wire.write(socket, "POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\n" + bearer(overland)
                        + "Content-Length: 100000\r\n\r\n" + "x".repeat(50_000));
            }
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> slow.underWay() == 0 && memory.taken() == 0);
        assertThat(quarantined(overland)).isNull();
    }

    @Test
    void aBodyInChunksIsBoundedLikeAnother() throws IOException {
        var chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";

        assertThat(wire.exchangeRaw("POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + bearer(overland) + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n"))
                .contains(" 200 OK");

        assertThat(quarantined(overland)).isEqualTo("TOO_LARGE");
    }

    private People.ForeignPhone phone(ForeignApp app) {
        return app.phone(people, people.takenIn());
    }

    private static byte[] place(ForeignApp app) {
        return app.place(Instant.now().minusSeconds(5), 39.9417).getBytes(StandardCharsets.UTF_8);
    }

    private String post(String path, String headers, byte[] body) throws IOException {
        return wire.exchange("POST " + BASE + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers, body);
    }

    private static String bearer(People.ForeignPhone phone) {
        return "Authorization: Bearer " + phone.secret() + "\r\n";
    }

    private Object fixes(People.ForeignPhone phone) {
        return accounts.queryOne("select count(*) from fix where supervisee_id = ?", phone.person());
    }

    private Object quarantined(People.ForeignPhone phone) {
        return accounts.queryOne("select string_agg(reason, ' ') from quarantine where device_id = ?", phone.device());
    }
}
