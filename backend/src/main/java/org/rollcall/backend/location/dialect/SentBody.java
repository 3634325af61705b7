package org.rollcall.backend.location.dialect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A request as a foreign client sent it.
 *
 * @param from the network it came from
 * @param query the query of the URL as it stands there, empty where there is none
 * @param bytes the body, or the beginning of one that is too large
 * @param cut whether the body was larger than any message of these clients
 * @param charset what the client says that the body is written in
 */
record SentBody(String from, String query, byte[] bytes, boolean cut, Charset charset) {

    /** Anything that is no text becomes a sign for that: a broken name must not cost the place beside it. */
    String text() {
        var text = new String(bytes, charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** What is kept aside where it cannot be read. */
    byte[] evidence() {
        return bytes.length > 0 ? bytes : query.getBytes(StandardCharsets.UTF_8);
    }
}
