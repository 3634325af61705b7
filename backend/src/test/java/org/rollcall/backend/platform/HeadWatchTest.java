package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class HeadWatchTest {

    private static final long ALLOWED = 100;

    private final HeadWatch head = new HeadWatch();

    @Test
    void aHeadThatDripsIsTooSlowWhateverComesOfItNow() {
        read("GET / HTTP/1.1\r\nX: ", 1);
        for (int at = 2; at < 100; at++) {
            read("a\r\nX: ", at);
        }

        assertThat(head.isTooSlow(101, ALLOWED)).isFalse();
        assertThat(head.isTooSlow(102, ALLOWED)).isTrue();
    }

    @Test
    void aBodyIsNoHead() {
        read("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r", 1);
        read("\n{", 2);
        read("}", 3);

        assertThat(head.isTooSlow(10_000, ALLOWED)).isFalse();
    }

    @Test
    void betweenRequestsNothingIsComing() {
        assertThat(head.isTooSlow(10_000, ALLOWED)).isFalse();
        read("GET / HTTP/1.1\n\n", 1);
        head.answered();
        assertThat(head.isTooSlow(10_000, ALLOWED)).isFalse();

        read("GET / HT", 10_000);
        assertThat(head.isTooSlow(10_101, ALLOWED)).isTrue();
    }

    @Test
    void emptyLinesAreNoHead() {
        for (int at = 1; at < 50; at++) {
            read("\r\n \r\n", at);
        }

        assertThat(head.isTooSlow(102, ALLOWED)).isTrue();
    }

    private void read(String text, long at) {
        head.read(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII), at);
    }
}
