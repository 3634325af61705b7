package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

class InflatedTest {

    /** 200 MB of zeroes. */
    static final byte[] BOMB = bomb();

    private static final byte[] BODY = "{\"_type\":\"lwt\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @Test
    void whatWasCompressedIsAsItWas() throws IOException {
        for (var coding : new String[]{"gzip", " GZIP ", "x-gzip"}) {
            assertThat(Inflated.of(coding, gzip(BODY), 100)).returns(false, Inflated::cut)
                    .satisfies(inflated -> assertThat(inflated.bytes()).isEqualTo(BODY));
        }
        var deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated)) {
            out.write(BODY);
        }
        assertThat(Inflated.of("deflate", deflated.toByteArray(), 100).bytes()).isEqualTo(BODY);
    }

    @Test
    void ofABombTheBeginningIsMade() throws IOException {
        var inflated = Inflated.of("gzip", gzip(new byte[50_000_000]), 1_000);

        assertThat(inflated.cut()).isTrue();
        assertThat(inflated.bytes()).hasSize(1_000);
    }

    @Test
    void whatIsCompressedInNoKnownWayStaysAsItCame() throws IOException {
        assertThat(Inflated.of("br", BODY, 100).bytes()).isSameAs(BODY);
        assertThat(Inflated.of(null, BODY, 100).bytes()).isSameAs(BODY);
        assertThat(Inflated.of("gzip", BODY, 100).bytes()).isSameAs(BODY);
        var half = java.util.Arrays.copyOf(gzip(BODY), 12);
        assertThat(Inflated.of("gzip", half, 100).bytes()).isSameAs(half);
    }

    private static byte[] bomb() {
        try {
            return gzip(new byte[200_000_000]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
