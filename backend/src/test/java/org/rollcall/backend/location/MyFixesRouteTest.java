package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.access.RememberedPhones;
import org.rollcall.backend.platform.SlowSendersProbe;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.CapturedLog;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** The short way and the long way of a phone's fixes: whoever sends them cannot tell one from the other. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class MyFixesRouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PATH = "/api/v1/me/fixes";
    private static final String SHORT = "application/json";
    /** What the short way leaves to the long one. */
    private static final String LONG = "application/json, text/plain;q=0.1";
    private static final String FIX = "{\"fixedAt\":\"" + Instant.now().minusSeconds(60) + "\",\"lon\":" + Walker.LON
            + ",\"lat\":" + Walker.LAT + ",\"sourceKey\":\"%s\"}";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    RememberedPhones phones;
    @Inject
    SlowSendersProbe slow;

    @TestHTTPResource("/")
    URI here;

    private Walker walker;

    @BeforeEach
    void somebodyWhoseTokenIsKnown() {
        walker = new Walker(accounts, people, areas);
        send(LONG, body(fix("first"))).then().statusCode(200);
    }

    static Stream<String> bodies() {
        return Stream.of(body(fix("a")), body(fix("first")), body(fix("b"), fix("b")),
                body(fix("c"), "null", "7", "{}"),
                body(fix("d").replace("\"lat\":", "\"lat\":1")), body(), body("{\"lat\":1,\"more\":2}"),
                "{\"sentAt\":\"1800-01-01T00:00:00Z\",\"fixes\":[" + fix("g") + "]}", "{\"fixes\":null}",
                "{\"fixes\":{}}", "{\"fixes\":[],\"more\":1}", "{}", "[]", "null", "7", "", "{\"fixes\":[",
                "{\"fixes\":\"\u0000\"}", body(Collections.nCopies(501, fix("e")).toArray(String[]::new)),
                "{\"sentAt\":\"" + Instant.now().minusSeconds(30) + "\",\"fixes\":[" + fix("h") + "," + fix("i") + "]}",
                body(fix("j").replace("\"lat\":", "\"crs\":\"GCJ02\",\"accuracyMetres\":12,\"mock\":true,\"lat\":")),
                body(fix("k").replace("\"sourceKey\"", "\"trigger\":\"CHECK_IN\",\"sourceKey\"")
                        .replace("" + Walker.LAT, "" + Walker.AWAY)),
                body(fix("l")) + "{}", body(fix("m").replace("\"lat\":", "\"lat\":1,\"lat\":")),
                body("{".repeat(2_000)), body(fix("f").replace("\"sourceKey\":\"f\"", "\"trigger\":\"BECAUSE\"")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bothAnswerAlike(String body) {
        var shortly = send(SHORT, body);
        accounts.update("delete from fix where supervisee_id = ? and judged_seq > 1", walker.person);
        var long_ = send(LONG, body);

        assertThat(shortly.statusCode()).isEqualTo(long_.statusCode());
        assertThat(shortly.contentType()).isEqualTo(long_.contentType());
        assertThat(withoutTime(shortly)).isEqualTo(withoutTime(long_));
    }

    @Test
    void aTokenThatWasCheckedIsKnownOnTheShortWayAndNothingElseIs() {
        assertThat(phones.find("Bearer " + walker.token)).map(phone -> phone.id()).contains(walker.phone.id());
        assertThat(phones.find("bearer  " + walker.token)).isPresent();
        assertThat(phones.find("Basic " + walker.token)).isEmpty();
        assertThat(phones.find("Bearer " + walker.token + "x")).isEmpty();
        assertThat(phones.find("Bearer " + accounts.token("OFFICER", walker.office))).isEmpty();
        assertThat(phones.find(null)).isEmpty();
    }

    /** By what it says of its length: whoever writes on meanwhile may lose the answer, which is no matter of this test. */
    @Test
    void aBodyBeyondTheLimitIsRefusedOnBoth() throws IOException {
        for (var accept : List.of(SHORT, LONG)) {
            try (var socket = new Socket(here.getHost(), here.getPort())) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                socket.getOutputStream()
                        .write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Accept: " + accept + "\r\nAuthorization: Bearer " + walker.token
                                + "\r\nContent-Length: 3000000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 413");
            }
        }
    }

    @Test
    void whoSendsTooSlowlyIsCutOffOnTheShortWayToo() throws IOException {
        try (var socket = begin()) {
            await().atMost(PATIENCE).until(() -> slow.underWay() > 0);

            slow.end(Duration.ofSeconds(31));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains(" 503 ").contains("problem+json");
        }
        assertThat(walker.fixes()).isEqualTo(1);
    }

    @Test
    void whoHangsUpInTheMiddleIsNoFaultOfOurs() throws IOException {
        try (var log = CapturedLog.open()) {
            begin().close();

            await().atMost(PATIENCE).until(() -> slow.underWay() == 0);
            // Whoever comes after it on the same machine is answered when it is over.
            send(SHORT, body(fix("after"))).then().statusCode(200);
            assertThat(log.lines()).noneMatch(line -> line.contains("request failed"));
        }
        assertThat(walker.fixes()).isEqualTo(2);
    }

    /** A request of the short way of which half has come. */
    private Socket begin() throws IOException {
        var socket = new Socket(here.getHost(), here.getPort());
        socket.getOutputStream().write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + walker.token + "\r\nContent-Length: 1000\r\n\r\n{\"fixes\"")
                .getBytes(StandardCharsets.US_ASCII));
        await().atMost(PATIENCE).until(() -> slow.underWay() > 0);
        return socket;
    }

    private Response send(String accept, String body) {
        return givenAnyRequest().auth().oauth2(walker.token).contentType("application/json").accept(accept).body(body)
                .post(PATH);
    }

    private static String withoutTime(Response answer) {
        return answer.asString().replaceFirst("\"receivedAt\":\"[^\"]+\"", "");
    }

    private static String fix(String key) {
        return FIX.formatted(key);
    }

    private static String body(String... fixes) {
        return "{\"fixes\":" + List.of(fixes) + "}";
    }
}
