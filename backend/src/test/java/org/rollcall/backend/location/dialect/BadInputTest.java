package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.platform.SlowSendersProbe;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Whatever comes is answered, within bounds, and leaves neither memory taken nor a stack trace behind. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class BadInputTest {

    private static final String BASE = "/api/v1/ingest/";
    private static final int PATIENCE_MILLISECONDS = 20_000;

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    BodyMemory memory;
    @Inject
    SlowSendersProbe slow;

    @TestHTTPResource("/")
    URI here;

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord event) {
            if (event.getThrown() != null || event.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue()) {
                logged.add(event);
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private People.ForeignPhone overland;

    @BeforeEach
    void listen() {
        overland = people.overland(people.takenIn());
        Logger.getLogger("").addHandler(listener);
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(10)).until(() -> memory.taken() == 0);
        Logger.getLogger("").removeHandler(listener);
        assertThat(logged).extracting(LogRecord::getMessage).isEmpty();
    }

    @Test
    void aBombIsCutAndKeptInPart() throws IOException {
        var bomb = InflatedTest.gzip(new byte[200_000_000]);

        assertThat(post("overland", bearer(overland) + "Content-Encoding: gzip\r\n", bomb)).contains(" 200 OK")
                .endsWith("{\"result\":\"ok\"}");

        assertThat(quarantined(overland)).isEqualTo("TOO_LARGE");
    }

    @Test
    void whatIsCompressedHonestlyIsRead() throws IOException {
        var body = InflatedTest.gzip(("{\"locations\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[116.3521,"
                + "39.9417]},\"properties\":{\"timestamp\":\"" + Instant.now() + "\"}}]}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(post("overland", bearer(overland) + "Content-Encoding: gzip\r\n", body)).contains(" 200 OK");

        assertThat(fixes(overland)).isEqualTo(1L);
    }

    @Test
    void anUnknownCompressionIsKeptAside() throws IOException {
        assertThat(post("overland", bearer(overland) + "Content-Encoding: br\r\n", new byte[]{1, 2, 3, 4}))
                .contains(" 200 OK");

        assertThat(quarantined(overland)).isEqualTo("UNREADABLE");
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

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"locations\":[[", "{\"locations\":{\"a\":"})
    void whatIsNestedDeeplyIsKeptAside(String opening) throws IOException {
        assertThat(post("overland", bearer(overland), opening.repeat(100_000).getBytes(StandardCharsets.US_ASCII)))
                .contains(" 200 OK");

        assertThat(quarantined(overland)).isEqualTo("UNREADABLE");
    }

    @Test
    void ourOwnOperationsBoundTheDepthAsWell() throws IOException {
        var answer = exchange("POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n", "[".repeat(50_000).getBytes(StandardCharsets.US_ASCII));

        assertThat(answer).contains(" 400 ").contains("problem+json").doesNotContain("Exception", "at org.");
    }

    @Test
    void aBadlyEncodedQueryIsReadAsFarAsItGoes() throws IOException {
        var traccar = people.traccar(people.takenIn());
        for (var query : new String[]{"id=%ZZ", "id=%", "id=%E0%A4", "id=1&%ZZ=2&batt=5", "id=1&a=%u0041",
            "id=1&&&=&="}) {
            for (var method : new String[]{"GET", "POST"}) {
                assertThat(exchange(method + " " + BASE + "osmand/" + traccar.secret() + "?" + query
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", new byte[0])).as(query).contains(" 200 OK");
            }
        }
        assertThat(quarantined(traccar)).isNull();
    }

    @Test
    void aBadlyEncodedQueryOfNobodyIsUnknown() throws IOException {
        assertThat(exchange("GET " + BASE + "osmand/" + "x".repeat(43) + "?id=%ZZ HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\n", new byte[0])).contains(" 404 ");
    }

    @Test
    void ourOwnOperationsRefuseABadlyEncodedAddress() throws IOException {
        var token = people.phone(people.takenIn()).token();
        for (var address : new String[]{"/api/v1/me/slots?limit=%ZZ", "/api/v1/me/slots?%=1", "/api/v1/%ZZ/slots",
            "/api/v1/me/slots?limit=1|2"}) {
            assertThat(exchange("GET " + address + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                    + token + "\r\n", new byte[0])).as(address).contains(" 400 ");
        }
    }

    @Test
    void signsThatNoStandardAllowsAreRead() throws IOException {
        var phone = people.gpsLogger(people.takenIn());

        assertThat(exchange(
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

        assertThat(exchange(path + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", new byte[0]))
                .contains(" 200 OK");
        assertThat(exchange(path + "a".repeat(30_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", new byte[0]))
                .contains(" 414 ");
    }

    @Test
    void aFloodOfHeadersEndsAtTheDoor() throws IOException {
        var flood = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            flood.append("X-").append(i).append(": ").append(i).append("\r\n");
        }
        assertThat(exchange("POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\n" + flood, new byte[0]))
                .contains(" 431 ");
        assertThat(exchange("POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(100_000) + "\r\n",
                new byte[0])).contains(" 431 ");
    }

    @Test
    void whoSendsTooSlowlyIsCutOff() throws IOException {
        for (var path : new String[]{BASE + "overland", "/api/v1/sessions"}) {
            try (var socket = open()) {
                write(socket, "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
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
            try (var socket = open()) {
                write(socket, "POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\n" + bearer(overland)
                        + "Content-Length: 100000\r\n\r\n" + "x".repeat(50_000));
            }
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> slow.underWay() == 0 && memory.taken() == 0);
        assertThat(quarantined(overland)).isNull();
    }

    @Test
    void aBodyInChunksIsBoundedLikeAnother() throws IOException {
        var chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";

        assertThat(exchangeRaw("POST " + BASE + "overland HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + bearer(overland) + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n"))
                .contains(" 200 OK");

        assertThat(quarantined(overland)).isEqualTo("TOO_LARGE");
    }

    @Test
    void aCharsetThatIsAnotherIsRead() throws IOException {
        var body = ("{\"locations\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[116.3521,39.9417]},"
                + "\"properties\":{\"timestamp\":\"" + Instant.now() + "\",\"device_id\":\"\u5F20\"}}]}")
                .getBytes(java.nio.charset.Charset.forName("GBK"));

        assertThat(post("overland", bearer(overland) + "Content-Type: application/json; charset=utf-8\r\n", body))
                .contains(" 200 OK");
        assertThat(fixes(overland)).isEqualTo(1L);
    }

    @Test
    void noiseIsAnsweredAndNothingMore() throws IOException {
        var random = new java.util.Random(5);
        for (int i = 0; i < 50; i++) {
            var noise = new byte[1 + random.nextInt(3_000)];
            random.nextBytes(noise);
            var owntracks = i % 2 == 0;
            assertThat(post(owntracks ? "transistorsoft" : "overland", bearer(overland), noise))
                    .contains(owntracks ? " 401 " : " 200 OK").doesNotContain("Exception");
        }
    }

    private String post(String path, String headers, byte[] body) throws IOException {
        return exchange("POST " + BASE + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers, body);
    }

    private String exchange(String head, byte[] body) throws IOException {
        return exchangeRaw(head + "Content-Length: " + body.length + "\r\n\r\n"
                + new String(body, StandardCharsets.ISO_8859_1));
    }

    /** Sends exactly this, and returns all of the answer. */
    private String exchangeRaw(String request) throws IOException {
        try (var socket = open()) {
            try {
                write(socket, request);
            } catch (SocketException e) {
                // It was answered before the end, and that is what is read now.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void write(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private Socket open() throws IOException {
        var socket = new Socket("127.0.0.1", here.getPort());
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        return socket;
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
