package org.rollcall.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As much of HTTP/1.1 as tells when an answer is whole and what its status is. */
final class Answers {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";

    private Answers() {
    }

    /** The status, once all of the answer is there; 0 before. */
    static int status(ByteBuffer answer, boolean ended) {
        int head = headEnd(answer);
        if (head < 0) {
            return 0;
        }
        var text = head(answer, head);
        int status = Integer.parseInt(text.substring(9, 12));
        int at = text.indexOf(LENGTH);
        if (at >= 0) {
            int length = Integer.parseInt(text.substring(at + LENGTH.length(), text.indexOf('\r', at)).strip());
            return answer.position() >= head + length ? status : 0;
        }
        if (text.contains("transfer-encoding: chunked")) {
            return endsWith(answer, "0\r\n\r\n") ? status : 0;
        }
        return ended || status == 204 || status == 304 ? status : 0;
    }

    /** Whether the server says that it closes the connection. */
    static boolean closes(ByteBuffer answer) {
        return head(answer, headEnd(answer)).contains("connection: close");
    }

    private static String head(ByteBuffer answer, int end) {
        return new String(answer.array(), 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private static int headEnd(ByteBuffer answer) {
        byte[] bytes = answer.array();
        for (int i = 0; i + END.length <= answer.position(); i++) {
            if (bytes[i] == END[0] && bytes[i + 1] == END[1] && bytes[i + 2] == END[2] && bytes[i + 3] == END[3]) {
                return i + END.length;
            }
        }
        return -1;
    }

    private static boolean endsWith(ByteBuffer answer, String end) {
        int from = answer.position() - end.length();
        return from >= 0 && new String(answer.array(), from, end.length(), StandardCharsets.US_ASCII).equals(end);
    }
}
