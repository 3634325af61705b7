package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.DatabaseResource;

/** Bodies that are too large: byte for byte, since clients of ours would keep the rules. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SizeProblemsTest {

    private static final int LIMIT = 2 * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/sessions", "/nothing-here"})
    void aBodyThatSaysThatItIsTooLargeIsRefusedUnread(String path) throws IOException {
        var answer = RawHttp
                .exchange("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + (LIMIT + 1) + "\r\n\r\n", out -> {
                        });

        assertTooLarge(answer);
    }

    @Test
    void aBodyThatDoesNotSayHowLargeItIsIsRefusedWhenItIsTooLarge() throws IOException {
        assertTooLarge(chunked(LIMIT + 1));
    }

    @Test
    void aLargeBodyThatDoesNotSayHowLargeItIsIsReadUpToTheLimit() throws IOException {
        assertThat(chunked(LIMIT - 100_000)).startsWith("HTTP/1.1 400").contains("urn:rollcall:problem:invalid");
    }

    private static String chunked(int bytes) throws IOException {
        return RawHttp.exchange("POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n", out -> {
                    chunk(out, "{\"login\": \"".getBytes(StandardCharsets.UTF_8));
                    var block = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
                    for (int sent = 0; sent < bytes; sent += block.length) {
                        chunk(out, block);
                    }
                    chunk(out, "\", \"password\": \"x\"}".getBytes(StandardCharsets.UTF_8));
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                });
    }

    private static void chunk(OutputStream out, byte[] block) throws IOException {
        out.write((Integer.toHexString(block.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(block);
        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertTooLarge(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 413").containsIgnoringCase("content-type: " + Problem.MEDIA_TYPE)
                .contains("urn:rollcall:problem:too-large").containsIgnoringCase("connection: close");
    }
}
