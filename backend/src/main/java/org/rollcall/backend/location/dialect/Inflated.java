package org.rollcall.backend.location.dialect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * A body as it was before the client compressed it, or the beginning of one that would be too large: a few bytes may stand
 * for gigabytes, so no more is made than may be kept.
 */
@SuppressWarnings("ArrayRecordComponent") // goes from one method to the next and is never compared
record Inflated(byte[] bytes, boolean cut) {

    /**
     * @param coding what the client says of it; null where it says nothing
     * @return the bytes as they came where they are not compressed in a way that is known, or not at all
     */
    static Inflated of(String coding, byte[] bytes, int most) {
        try (var stream = stream(coding, bytes)) {
            if (stream == null) {
                return new Inflated(bytes, false);
            }
            var read = stream.readNBytes(most + 1);
            return read.length > most ? new Inflated(Arrays.copyOf(read, most), true) : new Inflated(read, false);
        } catch (IOException e) {
            return new Inflated(bytes, false);
        }
    }

    private static InputStream stream(String coding, byte[] bytes) throws IOException {
        return switch (coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new GZIPInputStream(new ByteArrayInputStream(bytes));
            case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(bytes));
            default -> null;
        };
    }
}
