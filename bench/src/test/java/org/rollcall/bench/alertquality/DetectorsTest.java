package org.rollcall.bench.alertquality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Fix.Trigger;
import org.rollcall.geofence.Policy;

class DetectorsTest {

    @Test
    void firstFixAlertsAtOnceAndAgainAfterAReturn() {
        assertThat(opened(Common.firstFix(Story.AREA), 0, 1_010, 1_010, 0, 1_010)).containsExactly(5.0, 20.0);
    }

    @Test
    void twoInARowWaitsForTheSecond() {
        assertThat(opened(Common.twoInARow(Story.AREA), 1_010, 0, 1_010, 1_010, 1_010)).containsExactly(15.0);
    }

    @Test
    void distanceMinusAccuracyLeavesOutWhatTheCircleCovers() {
        assertThat(opened(Common.distanceMinusAccuracy(Story.AREA), 1_009, 1_015)).containsExactly(5.0);
    }

    @Test
    void lateFixesAreLeftOut() {
        var detector = Common.firstFix(Story.AREA);

        assertThat(detector.on(Story.sighting(0, 16, 3_000, 10).fix()).opened()).isFalse();
        assertThat(detector.on(Story.sighting(20, 0, 10).fix()).opened()).isFalse();
        assertThat(detector.on(Story.sighting(19, 3_000, 10).fix()).opened()).isFalse();
        assertThat(detector.on(Story.sighting(21, 3_000, 10).fix()).opened()).isTrue();
    }

    @Test
    void oursIsTheKernel() {
        assertThat(opened(new Ours(Story.AREA, Policy.DEFAULT), 0, 3_000, 3_500, 3_500, 0)).containsExactly(15.0);
        assertThat(opened(new Ours(Story.AREA, Policy.DEFAULT), 0, 3_000, 3_000, 3_000, 3_000, 3_000))
                .containsExactly(25.0);
    }

    @Test
    void repeatsOfABurstCountOnceAndThoseOfTheScheduleEachTime() {
        var seen = new ArrayList<Double>();
        var detector = Alternatives.withoutRepeats(new LiveDetector() {
            @Override
            boolean next(Fix fix, boolean openBefore) {
                seen.add(fix.fixedAt().getEpochSecond() / 60.0 - Phone.BEGINNING.getEpochSecond() / 60.0);
                return false;
            }
        });
        detector.on(fix(0, 3_000, Trigger.CHECK_IN));
        detector.on(fix(1, 3_000, Trigger.BURST));
        detector.on(fix(2, 3_001, Trigger.BURST));
        detector.on(fix(3, 3_001, Trigger.CHECK_IN));

        assertThat(seen).containsExactly(0.0, 2.0, 3.0);
    }

    private static Fix fix(double minute, double metresEast, Trigger trigger) {
        var at = Phone.instant(minute * 60);
        return new Fix(Story.east(metresEast), OptionalDouble.of(10), at, at, trigger, false, OptionalDouble.empty());
    }

    @Test
    void everyDesignFindsSomebodyWhoDrivesFarAwayAndStays() {
        double[] places = {0, 0, 0, 4_000, 8_000, 12_000, 12_000, 12_000, 12_000, 12_000, 12_000, 12_000};
        for (var design : Designs.TRIED) {
            assertThat(opened(design.detector(Story.AREA, Regime.FIVE_MINUTES), places)).as(design.label()).hasSize(1);
        }
    }

    @Test
    void noDesignAlertsOnSomebodyWhoStays() {
        double[] places = {0, 100, 200, 100, 0, 0, 300};
        for (var design : Designs.TRIED) {
            assertThat(opened(design.detector(Story.AREA, Regime.FIVE_MINUTES), places)).as(design.label()).isEmpty();
        }
    }

    /** The minutes at which a detector opens alerts on fixes five minutes apart, that claim 10 m. */
    private static List<Double> opened(Detector detector, double... metresEast) {
        var minutes = new ArrayList<Double>();
        for (int i = 0; i < metresEast.length; i++) {
            if (detector.on(Story.sighting(5 * i, metresEast[i], 10).fix()).opened()) {
                minutes.add(5.0 * i);
            }
        }
        return minutes;
    }
}
