package org.rollcall.backend.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.collection.Hours;
import org.rollcall.backend.collection.LocationMode;
import org.rollcall.backend.location.DeviceStatus;
import org.rollcall.backend.location.DeviceStatuses.Kept;

/** DEVICE_HEALTH by mode (DOMAIN section 6). */
class AilmentTest {

    private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");
    private static final Optional<AppVersion> OLDEST = AppVersion.of("2.4");

    @Test
    void aLowBatteryMattersToWhoReportsByATimer() {
        var low = new DeviceStatus(null, null, null, null, null, true, null);

        assertThat(Ailment.of(kept(low), timer(), OLDEST)).extracting(Ailment::what)
                .containsExactly(Ailment.What.BATTERY_LOW);
        assertThat(Ailment.of(kept(low), CollectionRule.CHECKPOINT, OLDEST)).isEmpty();
    }

    @Test
    void anOldAppMattersInEveryModeAndOneOfTheWantedVersionDoesNot() {
        for (var rule : new CollectionRule[]{timer(), CollectionRule.CHECKPOINT}) {
            assertThat(Ailment.of(app("2.3.9"), rule, OLDEST)).extracting(Ailment::what)
                    .containsExactly(Ailment.What.APP_OUTDATED);
            assertThat(Ailment.of(app("2.4"), rule, OLDEST)).isEmpty();
            assertThat(Ailment.of(app("no number"), rule, OLDEST)).isEmpty();
            assertThat(Ailment.of(app("1"), rule, Optional.empty())).isEmpty();
        }
    }

    private static Kept app(String version) {
        return kept(new DeviceStatus(null, null, null, null, null, null, version));
    }

    private static Kept kept(DeviceStatus status) {
        return new Kept(DeviceKind.PHONE, status, NOW);
    }

    private static CollectionRule timer() {
        return new CollectionRule(DeviceKind.PHONE, LocationMode.SPARSE, NOW, Instant.MAX, Duration.ofHours(1),
                Hours.ALL_DAY, Optional.empty(), Optional.empty(), Set.of());
    }
}
