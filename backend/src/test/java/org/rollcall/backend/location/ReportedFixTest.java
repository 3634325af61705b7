package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.rollcall.geofence.Crs;
import org.rollcall.geofence.Fix;

class ReportedFixTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00.123456789Z");
    private static final UUID PHONE = UUID.fromString("01932f4e-7c00-7000-8000-000000000001");

    @Test
    void isKeptToThePrecisionOfTheDatabase() {
        var fix = ReportedFix.at(NOON, 116.3521, 39.9417, Crs.WGS84).accuracyMetres(12.3).build();

        assertThat(fix.fixedAt()).isEqualTo(Instant.parse("2026-11-24T04:00:00.123456Z"));
        assertThat(fix.accuracyMetres()).isEqualTo(OptionalDouble.of(12.3f));
    }

    @Test
    void nothingOrLessIsHowClientsSayThatTheyDoNotKnow() {
        var fix = ReportedFix.at(NOON, 1, 1, Crs.WGS84).accuracyMetres(0.0).speedMetresPerSecond(-1.0).build();

        assertThat(fix.accuracyMetres()).isEmpty();
        assertThat(fix.speedMetresPerSecond()).isEmpty();
    }

    @Test
    void refusesWhatCannotBeAndDoesNotRepeatIt() {
        for (var impossible : List.of(ReportedFix.at(NOON, 180.1, 39.98765, Crs.WGS84),
                ReportedFix.at(NOON, 116.1, 90.98765, Crs.GCJ02), ReportedFix.at(NOON, Double.NaN, 39.0, Crs.BD09),
                ReportedFix.at(Instant.parse("1969-12-31T23:59:59Z"), 1, 1, Crs.WGS84),
                ReportedFix.at(Instant.MAX, 1, 1, Crs.WGS84), ReportedFix.at(NOON, 1, 1, Crs.WGS84).sourceKey(""),
                ReportedFix.at(NOON, 1, 1, Crs.WGS84).sourceKey("k".repeat(201)),
                ReportedFix.at(NOON, 1, 1, Crs.WGS84).accuracyMetres(Double.POSITIVE_INFINITY),
                ReportedFix.at(NOON, 1, 1, Crs.WGS84).accuracyMetres(1e200))) {
            assertThatThrownBy(impossible::build).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("98765");
        }
    }

    @Test
    void aClientsKeyAloneTellsFixesApart() {
        var one = ReportedFix.at(NOON, 116.1, 39.9, Crs.WGS84).sourceKey("abc").build();
        var moved = ReportedFix.at(NOON, 117.0, 39.0, Crs.WGS84).sourceKey("abc").build();

        assertThat(HexFormat.of().formatHex(one.sourceHash(PHONE))).isEqualTo("ba7816bf8f01cfea414140de5dae2223");
        assertThat(moved.sourceHash(UUID.randomUUID())).isEqualTo(one.sourceHash(PHONE));
    }

    @Test
    void withoutAKeyWhatItSaysTellsFixesApart() {
        var fix = ReportedFix.at(NOON, 116.1, 39.9, Crs.WGS84).build();

        assertThat(ReportedFix.at(NOON, 116.1, 39.9, Crs.WGS84).accuracyMetres(5.0).build().sourceHash(PHONE))
                .isEqualTo(fix.sourceHash(PHONE));
        for (var other : List.of(ReportedFix.at(NOON.plusSeconds(1), 116.1, 39.9, Crs.WGS84),
                ReportedFix.at(NOON, 116.2, 39.9, Crs.WGS84), ReportedFix.at(NOON, 116.1, 39.8, Crs.WGS84),
                ReportedFix.at(NOON, 116.1, 39.9, Crs.WGS84).trigger(Fix.Trigger.CHECK_IN))) {
            assertThat(other.build().sourceHash(PHONE)).isNotEqualTo(fix.sourceHash(PHONE));
        }
        assertThat(fix.sourceHash(UUID.randomUUID())).isNotEqualTo(fix.sourceHash(PHONE));
    }

    @Test
    void placeIsConvertedAndTheRawTripleKept() {
        var fix = ReportedFix.at(NOON, 116.3584, 39.9431, Crs.GCJ02).build();

        assertThat(fix.place()).isEqualTo(Crs.GCJ02.toWgs84(39.9431, 116.3584));
        assertThat(fix.x()).isEqualTo(116.3584);
        assertThat(fix.y()).isEqualTo(39.9431);
    }

    @Test
    void saysNoPlaceAsText() {
        assertThat(ReportedFix.at(NOON, 116.3521, 39.9417, Crs.WGS84).sourceKey("secret").build().toString())
                .doesNotContain("116", "39.9", "secret");
    }
}
