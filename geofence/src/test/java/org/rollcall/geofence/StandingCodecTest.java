package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StandingCodecTest {

    private static final Instant EIGHT = Instant.parse("2026-03-02T00:00:00.123456Z");

    @Property(tries = 5_000)
    void standingsComeBackAndHaveOneFormEach(@ForAll @IntRange(min = 0, max = 1_000) int fixes,
            @ForAll boolean exited, @ForAll @IntRange(min = 0) int seconds) {
        var since = EIGHT.plusSeconds(seconds);
        var standing = new Standing(Optional.of(since.plusNanos(999)), fixes == 0
                ? Optional.empty()
                : Optional.of(since), fixes, exited);

        var bytes = StandingCodec.encode(standing);

        assertThat(StandingCodec.decode(bytes)).isEqualTo(standing);
        assertThat(StandingCodec.encode(StandingCodec.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void noBytesAreThePersonOfWhomNothingIsKnown() {
        assertThat(StandingCodec.decode(new byte[0])).isEqualTo(Standing.INITIAL);
        assertThat(StandingCodec.decode(StandingCodec.encode(Standing.INITIAL))).isEqualTo(Standing.INITIAL);
    }

    @Test
    void unknownFormatIsNamed() {
        assertThatExceptionOfType(MalformedStandingException.class)
                .isThrownBy(() -> StandingCodec.decode(new byte[]{99, 0}))
                .withMessageContaining("99");
    }

    @Test
    void everyTruncationIsRefused() {
        var bytes = StandingCodec.encode(new Standing(Optional.of(EIGHT), Optional.of(EIGHT), 2, true));
        for (int length = 1; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);

            assertThatExceptionOfType(MalformedStandingException.class).isThrownBy(() -> StandingCodec.decode(cut));
        }
        assertThatExceptionOfType(MalformedStandingException.class)
                .isThrownBy(() -> StandingCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    /** 20,000 cases. */
    @Property(tries = 20_000)
    void bytesFromNowhereAreAStandingOrARefusal(@ForAll @Size(max = 60) byte[] bytes) {
        assertTotal(bytes);
    }

    /** 20,000 cases of a standing with one to three bytes changed. */
    @Property(tries = 20_000)
    void damagedBytesAreAStandingOrARefusal(@ForAll long seed) {
        var random = new Random(seed);
        var bytes = StandingCodec.encode(new Standing(Optional.of(EIGHT), Optional.of(EIGHT), 2, true));
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        assertTotal(bytes);
    }

    private static void assertTotal(byte[] bytes) {
        try {
            var standing = StandingCodec.decode(bytes);
            assertThat(StandingCodec.decode(StandingCodec.encode(standing))).isEqualTo(standing);
        } catch (MalformedStandingException refusal) {
            assertThat(refusal).hasMessageContaining(" ");
        }
    }
}
