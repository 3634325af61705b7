package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.geofence.Standing;

class TallyTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final UUID PERSON = UUID.randomUUID();
    private static final UUID PHONE = UUID.randomUUID();

    /** Case 2 of DOMAIN: eight minutes. Most apps never say when they send. */
    @ParameterizedTest
    @EnumSource
    void aClockAheadIsSeenByFixesFromTheFuture(Dialect dialect) {
        var clock = DeviceClock.UNKNOWN;
        for (int minute = 0; minute < 3; minute++) {
            clock = heard(clock, dialect, minute, Walker.fix(minute(minute + 8), Walker.LAT),
                    Walker.fix(minute(minute), Walker.LAT));
        }

        assertThat(clock.ahead()).contains(Duration.ofMinutes(8));
        assertThat(clock.offSince()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatWasSetRightIsFineAgain(Dialect dialect) {
        var clock = DeviceClock.UNKNOWN;
        for (int minute = 0; minute < 8; minute++) {
            clock = heard(clock, dialect, minute, Walker.fix(minute(minute < 3 ? minute + 8 : minute), Walker.LAT));
        }

        assertThat(clock.ahead()).contains(Duration.ZERO);
        assertThat(clock.offSince()).isEmpty();
    }

    /** What waited in a queue was made long ago by a clock that may be right: even where several were made at once. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NATIVE")
    void aBacklogOfMessagesThatSayWhenTheyWereMadeMakesNoClockWrong(Dialect dialect) {
        var clock = DeviceClock.UNKNOWN;
        for (int i = 0; i < 9; i++) {
            var made = minute(-180 + i / 3);
            clock = heard(clock, dialect, 0, Walker.at(made, Walker.LAT).sentAt(made).build());
        }

        assertThat(clock).isEqualTo(DeviceClock.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = "NATIVE")
    void ourOwnClientSaysWhenItSendsSoThatAClockBehindIsSeenToo(Dialect dialect) {
        var clock = DeviceClock.UNKNOWN;
        for (int i = 0; i < 3; i++) {
            clock = heard(clock, dialect, 0, Walker.at(minute(-60), Walker.LAT).sentAt(minute(-10)).build());
        }

        assertThat(clock.ahead()).contains(Duration.ofMinutes(-10));
    }

    private static DeviceClock heard(DeviceClock clock, Dialect dialect, int atMinute, ReportedFix... fixes) {
        var before = new LockedStanding(new StandingKey(PERSON, DeviceKind.PHONE), 1, 0, Standing.INITIAL,
                Optional.empty(), clock, new Told(1, Optional.of(PHONE), Optional.empty()));
        var sent = new Submission<>(new EnrolledDevice(PHONE, PERSON, DeviceKind.PHONE, dialect), List.of(fixes),
                minute(atMinute), Optional.empty(), answer -> {
                }, refusal -> {
                });
        return Tally.of(before, 0, 0, sent.items()).clock();
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
