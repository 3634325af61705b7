package org.rollcall.backend.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptTest {

    private static final Instant OPENS = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-03-02T01:00:00Z");
    private static final Window WINDOW = Window.of(OPENS, CLOSES, Duration.ofMinutes(15));
    private static final Duration LATE = Duration.ofHours(12);

    @Test
    void whatIsMadeAndReceivedInTheWindowIsDone() {
        assertThat(at("00:00:00", "00:00:01").on(SlotState.SCHEDULED, WINDOW, LATE)).contains(SlotState.DONE);
        assertThat(at("00:59:59", "01:14:00").on(SlotState.SCHEDULED, WINDOW, LATE)).contains(SlotState.DONE);
    }

    @Test
    void checkInBeforeTheWindowDoesNotCount() {
        // DOMAIN section 11, case 9.
        assertThat(new Attempt(OPENS.minusSeconds(28_770), OPENS.minusSeconds(28_760)).on(SlotState.SCHEDULED, WINDOW,
                LATE))
                .isEmpty();
        assertThat(new Attempt(OPENS.minusNanos(1), OPENS.plusSeconds(1)).on(SlotState.SCHEDULED, WINDOW, LATE))
                .isEmpty();
    }

    @Test
    void whatIsMadeAfterTheWindowIsLateForAWhile() {
        assertThat(at("01:00:00", "01:00:01").on(SlotState.SCHEDULED, WINDOW, LATE)).contains(SlotState.LATE);
        assertThat(at("12:59:59", "13:00:00").on(SlotState.MISSED, WINDOW, LATE)).contains(SlotState.LATE);
        assertThat(at("13:00:00", "13:00:01").on(SlotState.MISSED, WINDOW, LATE)).isEmpty();
    }

    @Test
    void whatWasMadeInTimeAndArrivesAfterTheMissTurnsItIntoLate() {
        assertThat(at("00:30:00", "09:00:00").on(SlotState.MISSED, WINDOW, LATE)).contains(SlotState.LATE);
        assertThat(at("00:30:00", "09:00:00").on(SlotState.SCHEDULED, WINDOW, LATE)).contains(SlotState.LATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "LATE", "EXCUSED"})
    void whatIsSettledStays(SlotState settled) {
        assertThat(at("00:30:00", "00:30:01").on(settled, WINDOW, LATE)).isEmpty();
    }

    @Test
    void aClockThatIsBehindIsCorrectedFor() {
        assertThat(Attempt.of(OPENS.minusSeconds(27_000), OPENS.plusSeconds(1_801), Duration.ofHours(-8)).madeAt())
                .isEqualTo(OPENS.plusSeconds(1_800));
    }

    @Test
    void aClockThatIsAheadIsCorrectedFor() {
        assertThat(Attempt.of(OPENS.plusSeconds(30_000), OPENS.plusSeconds(4_000), Duration.ofHours(8)).madeAt())
                .as("made while offline").isEqualTo(OPENS.plusSeconds(1_200));
    }

    @Test
    void aTimeOfSatellitesIsNotTakenForThatOfTheClock() {
        var received = OPENS.plusSeconds(1_801);
        assertThat(Attempt.of(OPENS.plusSeconds(1_800), received, Duration.ofHours(8)).madeAt())
                .isEqualTo(OPENS.plusSeconds(1_800));
        assertThat(Attempt.of(OPENS.plusSeconds(1_800), received, Duration.ofHours(-8)).madeAt())
                .isEqualTo(OPENS.plusSeconds(1_800));
    }

    @Test
    void nothingIsMadeLaterThanItIsReceived() {
        assertThat(Attempt.of(CLOSES, OPENS, Duration.ZERO).madeAt()).isEqualTo(OPENS);
        assertThat(Attempt.of(CLOSES, OPENS, Duration.ofMinutes(5)).madeAt()).isEqualTo(OPENS);
        assertThat(Attempt.of(OPENS, OPENS.plusSeconds(299), Duration.ofMinutes(-5)).madeAt())
                .isEqualTo(OPENS.plusSeconds(299));
    }

    private static Attempt at(String made, String received) {
        return new Attempt(Instant.parse("2026-03-02T" + made + "Z"), Instant.parse("2026-03-02T" + received + "Z"));
    }
}
