package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClamdScanTest {

    private static final byte[] FILE = "x".repeat(200_000).getBytes(StandardCharsets.US_ASCII);

    private ServerSocket clamd;

    @BeforeEach
    void listen() throws IOException {
        clamd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        clamd.close();
    }

    @Test
    void itSeesTheWholeFileAndLetsItPass() {
        var seen = answer("stream: OK\0");

        assertThatCode(this::scan).doesNotThrowAnyException();

        assertThat(seen.join()).isEqualTo(FILE);
    }

    @Test
    void whatIsFoundIsRefused() {
        answer("stream: Eicar-Signature FOUND\0");

        assertRefused(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSTREAM size limit exceeded. ERROR\0", "", "OK", "stream: OK but"})
    void whatIsNotPlainlyGoodIsNotTaken(String answer) {
        answer(answer);

        assertRefused(503);
    }

    @Test
    void whereNobodyScansNothingIsTaken() throws IOException {
        clamd.close();

        assertRefused(503);
    }

    @Test
    void whoeverIsSilentIsNotWaitedFor() {
        assertRefused(503);
    }

    private void assertRefused(int status) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(this::scan)
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(status));
    }

    private void scan() {
        new ClamdScan("127.0.0.1", clamd.getLocalPort(), Duration.ofMillis(500)).check(new ByteArrayInputStream(FILE));
    }

    /** What was sent to it. */
    private CompletableFuture<byte[]> answer(String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (var socket = clamd.accept()) {
                var in = new DataInputStream(socket.getInputStream());
                assertThat(new String(in.readNBytes(10), StandardCharsets.US_ASCII)).isEqualTo("zINSTREAM\0");
                var file = new ByteArrayOutputStream();
                for (int length = in.readInt(); length > 0; length = in.readInt()) {
                    file.write(in.readNBytes(length));
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                return file.toByteArray();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
