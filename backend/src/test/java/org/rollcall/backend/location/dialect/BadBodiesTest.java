package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Whatever is in a body, each app hears what it hears always; evidence is kept aside, and memory given back. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class BadBodiesTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    BodyMemory memory;

    @TestHTTPResource("/")
    URI here;

    private final LoggedFaults faults = new LoggedFaults();
    private Wire wire;

    @BeforeEach
    void listen() {
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
    void whatIsTooLargeIsKeptInPart(ForeignApp app) throws IOException {
        var phone = phone(app);

        assertTaken(app, wire.send(app, phone, "", " ".repeat(3_000_000).getBytes(StandardCharsets.US_ASCII)));

        assertThat(quarantined(phone)).isEqualTo("TOO_LARGE");
    }

    @ParameterizedTest
    @EnumSource
    void aBombIsCutAndKeptInPart(ForeignApp app) throws IOException {
        var phone = phone(app);

        assertTaken(app, wire.send(app, phone, "Content-Encoding: gzip\r\n", InflatedTest.BOMB));

        assertThat(quarantined(phone)).isEqualTo("TOO_LARGE");
    }

    @ParameterizedTest
    @EnumSource
    void aBombWithinABombStaysClosed(ForeignApp app) throws IOException {
        var phone = phone(app);

        assertTaken(app, wire.send(app, phone, "Content-Encoding: gzip\r\n", InflatedTest.gzip(InflatedTest.BOMB)));

        assertThat(quarantined(phone)).isEqualTo("UNREADABLE");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCompressedAndCutIsKeptAside(ForeignApp app) throws IOException {
        var phone = phone(app);
        var whole = InflatedTest.gzip(place(app));

        assertTaken(app, wire.send(app, phone, "Content-Encoding: gzip\r\n", Arrays.copyOf(whole, whole.length / 2)));

        assertThat(quarantined(phone)).isEqualTo("UNREADABLE");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCompressedHonestlyIsRead(ForeignApp app) throws IOException {
        var phone = phone(app);

        assertTaken(app, wire.send(app, phone, "Content-Encoding: gzip\r\n", InflatedTest.gzip(place(app))));

        assertThat(fixes(phone)).isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource
    void whatEndsInTheMiddleIsKeptAside(ForeignApp app) throws IOException {
        var phone = phone(app);
        var whole = place(app);

        assertTaken(app, wire.send(app, phone, "", Arrays.copyOf(whole, whole.length / 2)));

        assertThat(quarantined(phone)).isEqualTo("UNREADABLE");
    }

    @ParameterizedTest
    @EnumSource
    void aCharsetThatIsSaidIsReadAndOneThatIsNoneIsNot(ForeignApp app) throws IOException {
        for (var charset : new String[]{"utf-16", "UTF-32LE", "\"gbk\""}) {
            var phone = phone(app);
            assertTaken(app, wire.send(app, phone, "Content-Type: text/plain; charset=" + charset + "\r\n",
                    text(app).getBytes(Charset.forName(charset.replace("\"", "")))));
            assertThat(fixes(phone)).as(charset).isEqualTo(1L);
        }
        for (var charset : new String[]{"utf8mb4", "", "\"", ";;", "x".repeat(1_000)}) {
            var phone = phone(app);
            assertTaken(app,
                    wire.send(app, phone, "Content-Type: text/plain; charset=" + charset + "\r\n", place(app)));
            assertThat(fixes(phone)).as(charset).isEqualTo(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMarkOfTheOrderOfBytesIsNoPartOfIt(ForeignApp app) throws IOException {
        var phone = phone(app);

        assertTaken(app, wire.send(app, phone, "", ("\uFEFF" + text(app)).getBytes(StandardCharsets.UTF_8)));

        assertThat(fixes(phone)).isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWideIsKeptAside(ForeignApp app) throws IOException {
        for (var opening : new String[]{"{\"locations\":[{}", "{\"location\":[{}", "[{}"}) {
            var phone = phone(app);
            assertTaken(app, wire.send(app, phone, "",
                    (opening + ",{}".repeat(650_000) + "]}").getBytes(StandardCharsets.US_ASCII)));
            assertThat(quarantined(phone)).as(opening).isIn("UNREADABLE", "TOO_LARGE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownCompressionIsKeptAside(ForeignApp app) throws IOException {
        for (var coding : new String[]{"br", "gzip, gzip", "nothing"}) {
            var phone = phone(app);
            assertTaken(app, wire.send(app, phone, "Content-Encoding: " + coding + "\r\n", new byte[]{1, 2, 3, 4}));
            assertThat(quarantined(phone)).as(coding).isEqualTo("UNREADABLE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNestedDeeplyIsKeptAside(ForeignApp app) throws IOException {
        for (var opening : new String[]{"[", "{\"a\":", "{\"location\":[[", "{\"locations\":{\"a\":",
            "{\"_type\":\"location\",\"lat\":["}) {
            var phone = phone(app);
            assertTaken(app, wire.send(app, phone, "", opening.repeat(5_000).getBytes(StandardCharsets.US_ASCII)));
            assertThat(quarantined(phone)).as(opening).isEqualTo("UNREADABLE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNameInAnotherCharsetThanIsSaidCostsNoPlace(ForeignApp app) throws IOException {
        var phone = phone(app);
        var text = text(app);
        var named = text.startsWith("{") ? "{\"name\":\"\u5F20\"," + text.substring(1) : "name=\u5F20&" + text;

        assertTaken(app, wire.send(app, phone, "Content-Type: application/json; charset=utf-8\r\n",
                named.getBytes(Charset.forName("GBK"))));

        assertThat(fixes(phone)).isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource
    void noiseIsAnsweredAsAlwaysAndNothingMore(ForeignApp app) throws IOException {
        var phone = phone(app);
        var random = new Random(5);
        for (int i = 0; i < 30; i++) {
            var noise = new byte[1 + random.nextInt(3_000)];
            random.nextBytes(noise);
            assertTaken(app, wire.send(app, phone, "", noise));
        }
        assertThat(fixes(phone)).isEqualTo(0L);
    }

    private People.ForeignPhone phone(ForeignApp app) {
        return app.phone(people, people.takenIn());
    }

    private static String text(ForeignApp app) {
        return app.place(Instant.now().minusSeconds(5), 39.9417);
    }

    private static byte[] place(ForeignApp app) {
        return text(app).getBytes(StandardCharsets.UTF_8);
    }

    private static void assertTaken(ForeignApp app, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n" + app.taken);
    }

    private Object fixes(People.ForeignPhone phone) {
        return accounts.queryOne("select count(*) from fix where supervisee_id = ?", phone.person());
    }

    private Object quarantined(People.ForeignPhone phone) {
        return accounts.queryOne("select string_agg(reason, ' ') from quarantine where device_id = ?", phone.device());
    }
}
