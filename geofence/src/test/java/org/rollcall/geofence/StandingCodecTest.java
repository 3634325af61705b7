package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StandingCodecTest {

    private static final Instant EIGHT = Instant.parse("2026-03-02T00:00:00.123456Z");
    private static final Standing FULL = new Standing(EIGHT, new WgsCoordinate(31, 108), 8, EIGHT, EIGHT,
            new Signals(Optional.of(EIGHT), Optional.empty(), Optional.of(EIGHT), Optional.empty(), 7),
            List.of(new Track(Condition.AREA_EXIT, Optional.empty(), EIGHT, EIGHT, 2, true),
                    new Track(Condition.CURFEW, Optional.of(new UUID(1, 2)), EIGHT, EIGHT, 1, false)));

    /** 5,000 standings of all shapes. */
    @Property(tries = 5_000)
    void standingsComeBackAndHaveOneFormEach(@ForAll long seed) {
        var standing = Standings.random(new Random(seed));

        var bytes = StandingCodec.encode(standing);

        assertThat(StandingCodec.decode(bytes)).isEqualTo(standing);
        assertThat(StandingCodec.encode(StandingCodec.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void personAtHomeTakesFortyTwoBytes() {
        var home = new Standing(EIGHT, new WgsCoordinate(31, 108), 8, EIGHT, null, Signals.NONE, List.of());

        assertThat(StandingCodec.encode(home)).hasSize(42);
    }

    /** Every condition open and every signal seen: the most there is, but for several objects of one condition. */
    @Test
    void everythingAtOnceTakesLessThanFourHundredBytes() {
        var object = Optional.of(new UUID(1, 2));
        var tracks = Arrays.stream(Condition.values())
                .map(condition -> new Track(condition, object, EIGHT, EIGHT, 9, true))
                .toList();
        var signals = new Signals(Optional.of(EIGHT), Optional.of(EIGHT), Optional.of(EIGHT), Optional.of(EIGHT), 7);

        assertThat(
                StandingCodec.encode(new Standing(EIGHT, new WgsCoordinate(31, 108), 8, EIGHT, EIGHT, signals, tracks)))
                .hasSize(339);
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

    /** 5,000 standings of all shapes, as the program before wrote them. */
    @Property(tries = 5_000)
    void standingsOfTheFormatBeforeAreReadAndUpgraded(@ForAll long seed) {
        var random = Standings.random(new Random(seed));
        var still = new Standing(random.lastFixAt().orElse(null), random.lastPlace().orElse(null),
                random.lastRadiusMetres().orElse(Double.NaN), random.homeSeenAt().orElse(null),
                random.awaySeenAt().orElse(null), random.signals(),
                random.tracks().stream().map(track -> new Track(track.condition(), track.object(), track.since(),
                        track.last(), track.fixes(), track.open())).toList());
        var written = StandingCodec.encode(still);
        var old = written.clone();
        old[0] = (byte) (2 + random.tracks().size() % 2);

        var upgraded = StandingCodec.decode(old);

        assertThat(upgraded).isEqualTo(still);
        assertThat(StandingCodec.encode(upgraded)).isEqualTo(written);
    }

    @Test
    void formatThreeKnowsNoRowThatOutlivedAFix() {
        var outlived = StandingCodec.encode(new Standing(EIGHT, new WgsCoordinate(31, 108), 8, EIGHT, EIGHT,
                Signals.NONE,
                List.of(new Track(Condition.AREA_EXIT, Optional.empty(), EIGHT, EIGHT, 4, false, false, 1))));
        outlived[0] = 3;

        assertThatExceptionOfType(MalformedStandingException.class).isThrownBy(() -> StandingCodec.decode(outlived))
                .withMessageContaining("flags");
    }

    @Test
    void formatBeforeKnowsNoRowThatMoved() {
        var moved = StandingCodec.encode(new Standing(EIGHT, new WgsCoordinate(31, 108), 8, EIGHT, EIGHT, Signals.NONE,
                List.of(new Track(Condition.AREA_EXIT, Optional.empty(), EIGHT, EIGHT, 2, true, true, 0))));
        moved[0] = 2;

        assertThatExceptionOfType(MalformedStandingException.class).isThrownBy(() -> StandingCodec.decode(moved))
                .withMessageContaining("flags");
    }

    @Test
    void everyTruncationIsRefused() {
        var bytes = StandingCodec.encode(FULL);
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
        var bytes = StandingCodec.encode(FULL);
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
