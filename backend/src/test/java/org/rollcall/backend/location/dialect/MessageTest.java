package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.location.QuarantineReason;

/** What one body may become is bounded. */
class MessageTest {

    private static final String GOOD = "{\"timestamp\":1795483780,\"coords\":{\"latitude\":39.9417,\"longitude\":116.3521}}";
    private static final String BAD = "{\"coords\":{\"latitude\":39.9417,\"longitude\":116.3521}}";

    @Test
    void ofManyThatAreBadSoManyAreKept() {
        var message = transistorsoft((BAD + ",").repeat(2_000) + GOOD);

        assertThat(message.parts()).hasSize(Message.MOST_ASIDE + 1);
        assertThat(message.parts()).filteredOn(Message.Position.class::isInstance).hasSize(1);
    }

    @Test
    void ofManyThatSayNothingOneIsKept() {
        var message = transistorsoft("{},".repeat(20_000) + GOOD);

        assertThat(message.parts()).hasSize(2);
    }

    @Test
    void moreThanAnyAppSendsIsNoMessage() {
        var message = transistorsoft("{},".repeat((int) Json.MOST_TOKENS / 2) + GOOD);

        assertThat(message).isInstanceOfSatisfying(Message.Unreadable.class,
                unreadable -> assertThat(unreadable.reason()).isEqualTo(QuarantineReason.UNREADABLE));
    }

    @Test
    void aReaderThatFailsSaysThatItCannotBeRead() {
        var faults = new LoggedFaults();
        faults.listen();

        var message = Reader.guarded(() -> {
            throw new IllegalStateException("lat=39.9417");
        });

        assertThat(message).isEqualTo(Message.unreadable());
        assertThat(faults.stop()).singleElement().asString().contains("a reader failed").doesNotContain("39.9");
    }

    private static Message transistorsoft(String locations) {
        return TransistorsoftReader.read(new SentBody("127.0.0.1", "",
                ("{\"location\":[" + locations + "]}").getBytes(StandardCharsets.UTF_8), false,
                StandardCharsets.UTF_8));
    }
}
