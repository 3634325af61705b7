package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.config.RestAssuredConfig;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.Ports;

/** A node that speaks TLS and trusts one proxy, as docs/operations.md configures them; with a limit that is soon reached. */
@QuarkusTest
@TestProfile(EdgeBehindAProxyTest.Configured.class)
@QuarkusTestResource(DatabaseResource.class)
class EdgeBehindAProxyTest {

    private static final String PASSWORD = "changeit";
    private static final int PER_MINUTE = 10;
    private static final int ALERT = 21;
    private static final int PROTOCOL_VERSION = 70;

    /** What an operator would set. */
    public static final class Configured implements QuarkusTestProfile {

        private static Path keyStore;

        @Override
        public Map<String, String> getConfigOverrides() {
            keyStore = selfSigned();
            return Map.of("rollcall.proxy.trusted", "127.0.0.1/32", "rollcall.requests.address-per-minute",
                    String.valueOf(PER_MINUTE), "rollcall.credentials.unknown-of-one-network",
                    String.valueOf(PER_MINUTE), "quarkus.http.tls-configuration-name", "edge",
                    "quarkus.tls.edge.key-store.p12.path", keyStore.toString(),
                    "quarkus.tls.edge.key-store.p12.password", PASSWORD, "quarkus.tls.edge.protocols",
                    "TLSv1.3,TLSv1.2", "quarkus.http.test-ssl-port", String.valueOf(Ports.free()));
        }

        private static Path selfSigned() {
            try {
                var file = Files.createTempDirectory("rollcall-tls").resolve("edge.p12");
                var keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "edge", "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
                        "CN=localhost", "-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12",
                        "-keystore", file.toString(), "-storepass", PASSWORD).inheritIO().start();
                if (keytool.waitFor() != 0) {
                    throw new IllegalStateException("keytool");
                }
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void behindTheTrustedProxyEachClientHasAnAllowanceOfItsOwn() {
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(asked("198.51.100.7")).isEqualTo(401);
        }

        assertThat(asked("198.51.100.7")).isEqualTo(429);
        assertThat(asked("203.0.113.99, 198.51.100.7")).as("what it wrote before is its own").isEqualTo(429);
        assertThat(asked("198.51.100.8")).isEqualTo(401);
    }

    @Test
    void aPeerThatIsNotTrustedIsCountedByItself() {
        var stranger = Origin.fresh();
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(asked(stranger, "198.51.101." + i)).isEqualTo(401);
        }

        assertThat(asked(stranger, "198.51.101.200")).isEqualTo(429);
    }

    /** Fixes have no allowance of an address: what nobody has does. */
    @Test
    void secretsThatNobodyHasAreCountedByTheClientsNetwork() {
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(sent("198.51.102.7")).isEqualTo(401);
        }

        assertThat(sent("198.51.102.7")).isEqualTo(503);
        assertThat(sent("198.51.102.8")).isEqualTo(401);
    }

    private static int sent(String forwardedFor) {
        var random = new byte[32];
        ThreadLocalRandom.current().nextBytes(random);
        return givenAnyRequest().header("X-Forwarded-For", forwardedFor)
                .header("Authorization",
                        "Bearer " + Base64.getUrlEncoder().withoutPadding().encodeToString(random))
                .body("{}").post("/api/v1/ingest/overland").statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void itSpeaksTls(String protocol) throws IOException, GeneralSecurityException {
        try (var socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port())) {
            socket.setEnabledProtocols(new String[]{protocol});
            socket.getOutputStream().write(("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2."
                    + protocol.length() + "\r\nConnection: close\r\n\r\n").getBytes());
            var answer = new String(socket.getInputStream().readAllBytes());

            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(answer).startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("Strict-Transport-Security: max-age=63072000");
        }
    }

    /** Written by hand: the JDK's own client does not offer what is as old. */
    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void whatIsOlderThanTls12IsTurnedAway(int version) throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(clientHello(version));
            var in = new DataInputStream(socket.getInputStream());

            assertThat(in.readUnsignedByte()).isEqualTo(ALERT);
            in.skipNBytes(5);
            assertThat(in.readUnsignedByte()).isIn(PROTOCOL_VERSION, 40);
        }
    }

    private static byte[] clientHello(int version) throws IOException {
        var hello = new ByteArrayOutputStream();
        var out = new DataOutputStream(hello);
        out.writeShort(version);
        out.write(new byte[32]);
        out.writeByte(0);
        // TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_RSA_WITH_AES_128_CBC_SHA
        out.writeShort(6);
        out.writeShort(0xC009);
        out.writeShort(0xC013);
        out.writeShort(0x002F);
        out.writeShort(0x0100);
        // secp256r1, uncompressed
        out.writeShort(14);
        out.writeInt(0x000A0004);
        out.writeInt(0x00020017);
        out.writeInt(0x000B0002);
        out.writeShort(0x0100);
        var record = new ByteArrayOutputStream();
        var framed = new DataOutputStream(record);
        framed.writeByte(22);
        framed.writeShort(0x0301);
        framed.writeShort(hello.size() + 4);
        framed.writeInt(1 << 24 | hello.size());
        framed.write(hello.toByteArray());
        return record.toByteArray();
    }

    private static SSLContext trusting() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(Configured.keyStore.toFile(), PASSWORD.toCharArray());
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setCertificateEntry("edge", store.getCertificate("edge"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(own);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", int.class);
    }

    private static int asked(String forwardedFor) {
        return asked(RestAssuredConfig.config(), forwardedFor);
    }

    private static int asked(RestAssuredConfig from, String forwardedFor) {
        return givenAnyRequest().config(from).header("X-Forwarded-For", forwardedFor).get("/api/v1/me").statusCode();
    }
}
