package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.collection.DayTime;
import org.rollcall.backend.collection.Hours;
import org.rollcall.backend.collection.LocationMode;
import org.rollcall.geofence.Fix;

class SurplusTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final UUID DEVICE = UUID.randomUUID();
    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
    private static final CollectionRule SPARSE = rule(LocationMode.SPARSE, 60, new Hours(DayTime.parse("08:00"),
            DayTime.parse("20:00")));

    private final Surplus surplus = new Surplus(List.of());

    @Test
    void withoutAModeATimerSendsNothingThatIsKept() {
        assertThat(sent(CollectionRule.CHECKPOINT, Fix.Trigger.PERIODIC, NOON)).isFalse();
    }

    @Test
    void aDutyThatIsCountedWithItKeepsAFixInAnyMode() {
        assertThat(surplus.asked(CollectionRule.CHECKPOINT, ZONE, new Surplus.Kept(DEVICE, NOON,
                Fix.Trigger.CHECK_IN), true)).isTrue();
        assertThat(surplus.asked(SPARSE, ZONE, new Surplus.Kept(DEVICE, NOON.minus(Duration.ofHours(9)),
                Fix.Trigger.CHECK_IN), true)).isTrue();
    }

    @Test
    void whatOnlySaysThatItIsForADutyMakesNoTrack() {
        int kept = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            kept += sent(CollectionRule.CHECKPOINT, Fix.Trigger.CHECK_IN, NOON.plusSeconds(60L * minute)) ? 1 : 0;
        }

        assertThat(kept).isBetween(12, 24);
    }

    @Test
    void aBurstIsThreeFixesInTwoMinutes() {
        assertThat(sent(CollectionRule.CHECKPOINT, Fix.Trigger.CHECK_IN, NOON)).isTrue();

        assertThat(sent(CollectionRule.CHECKPOINT, Fix.Trigger.BURST, NOON.plusSeconds(60))).isTrue();
        assertThat(sent(CollectionRule.CHECKPOINT, Fix.Trigger.BURST, NOON.plusSeconds(95))).isTrue();
        assertThat(sent(CollectionRule.CHECKPOINT, Fix.Trigger.BURST, NOON.plusSeconds(300))).isFalse();
        assertThat(sent(CollectionRule.CHECKPOINT, Fix.Trigger.BURST, NOON.plusSeconds(130))).isTrue();
        assertThat(sent(CollectionRule.CHECKPOINT, Fix.Trigger.BURST, NOON.plusSeconds(140))).isFalse();
        assertThat(sent(CollectionRule.CHECKPOINT, Fix.Trigger.BURST, NOON.plusSeconds(700))).isTrue();
    }

    @Test
    void burstsMakeNoTrack() {
        int kept = 0;
        for (int second = 0; second < 12 * 3_600; second += 30) {
            kept += sent(CollectionRule.CHECKPOINT, Fix.Trigger.BURST, NOON.plusSeconds(second)) ? 1 : 0;
        }

        assertThat(kept).isEqualTo(36);
    }

    @Test
    void sparseFixesLieAnIntervalApartInTheirHours() {
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON)).isTrue();
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON.plus(Duration.ofMinutes(53)))).isFalse();
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON.minus(Duration.ofMinutes(53)))).isFalse();
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON.plus(Duration.ofMinutes(54)))).isTrue();
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON.plus(Duration.ofHours(7)))).isTrue();
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON.plus(Duration.ofHours(8)))).isFalse();
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON.minus(Duration.ofHours(4)))).isTrue();
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON.minus(Duration.ofHours(5)))).isFalse();
    }

    @Test
    void anotherDeviceHasATimerOfItsOwn() {
        assertThat(sent(SPARSE, Fix.Trigger.PERIODIC, NOON)).isTrue();

        assertThat(surplus.asked(SPARSE, ZONE, new Surplus.Kept(UUID.randomUUID(), NOON.plusSeconds(60),
                Fix.Trigger.PERIODIC), false)).isTrue();
    }

    @Test
    void whatIsSentAgainInAnyOrderGetsTheSameAnswer() {
        var random = new Random(5);
        for (int round = 0; round < 200; round++) {
            var stored = new ArrayList<Surplus.Kept>();
            var refused = new ArrayList<Surplus.Kept>();
            var fixes = new ArrayList<Surplus.Kept>();
            for (int i = 0; i < 30; i++) {
                fixes.add(new Surplus.Kept(DEVICE, NOON.plusSeconds(random.nextInt(20_000)),
                        Fix.Trigger.values()[random.nextInt(3)]));
            }
            for (var fix : fixes) {
                var now = new Surplus(stored);
                (now.asked(SPARSE, ZONE, fix, false) ? stored : refused).add(fix);
            }
            Collections.shuffle(refused, random);

            var later = new Surplus(stored);

            assertThat(refused).noneMatch(fix -> later.asked(SPARSE, ZONE, fix, false));
        }
    }

    @Test
    void byTheMinuteEverythingIsAskedFor() {
        var minutes = rule(LocationMode.CONTINUOUS, 5, Hours.ALL_DAY);
        for (var trigger : Fix.Trigger.values()) {
            assertThat(sent(minutes, trigger, NOON.minus(Duration.ofHours(9)))).isTrue();
            assertThat(Surplus.depends(minutes, trigger)).isFalse();
        }
        assertThat(Surplus.depends(CollectionRule.CHECKPOINT, Fix.Trigger.PERIODIC)).isFalse();
    }

    private boolean sent(CollectionRule rule, Fix.Trigger trigger, Instant at) {
        var fix = new Surplus.Kept(DEVICE, at, trigger);
        boolean asked = surplus.asked(rule, ZONE, fix, false);
        if (asked) {
            surplus.keep(fix);
        }
        return asked;
    }

    private static CollectionRule rule(LocationMode mode, int minutes, Hours hours) {
        return new CollectionRule(DeviceKind.PHONE, mode, Instant.MIN, Instant.MAX, Duration.ofMinutes(minutes), hours,
                Optional.empty(), Optional.empty(), Set.of());
    }
}
