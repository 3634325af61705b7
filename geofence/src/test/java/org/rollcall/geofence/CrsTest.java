package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import cn.hutool.core.util.CoordinateUtil;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CrsTest {

    /** Shifts of DOMAIN 7.2, in metres. */
    @ParameterizedTest
    @CsvSource({"Beijing, 39.9042, 116.4074, 555", "Shanghai, 31.2304, 121.4737, 481",
        "Shenzhen, 22.5431, 114.0579, 606", "Chengdu, 30.5728, 104.0668, 360"})
    void gcj02LiesWhereTheDomainTableSays(String city, double latitude, double longitude, double shiftMetres) {
        var place = new WgsCoordinate(latitude, longitude);

        var gcj = Crs.GCJ02.fromWgs84(place);

        assertThat(place.distanceMetresTo(new WgsCoordinate(gcj.latitude(), gcj.longitude()))).as(city)
                .isCloseTo(shiftMetres, within(6.0));
    }

    @Property(tries = 20_000)
    void gcj02AgreesWithHutool(@ForAll @DoubleRange(min = 18, max = 53) double latitude,
            @ForAll @DoubleRange(min = 74, max = 134) double longitude) {
        var oracle = CoordinateUtil.wgs84ToGcj02(longitude, latitude);

        var gcj = Crs.GCJ02.fromWgs84(new WgsCoordinate(latitude, longitude));

        assertThat(gcj.latitude()).isCloseTo(oracle.getLat(), within(1e-9));
        assertThat(gcj.longitude()).isCloseTo(oracle.getLng(), within(1e-9));
    }

    @Property(tries = 20_000)
    void bd09AgreesWithHutool(@ForAll @DoubleRange(min = 18, max = 53) double latitude,
            @ForAll @DoubleRange(min = 74, max = 134) double longitude) {
        var oracle = CoordinateUtil.wgs84ToBd09(longitude, latitude);

        var bd = Crs.BD09.fromWgs84(new WgsCoordinate(latitude, longitude));

        assertThat(bd.latitude()).isCloseTo(oracle.getLat(), within(1e-9));
        assertThat(bd.longitude()).isCloseTo(oracle.getLng(), within(1e-9));
    }

    @Property(tries = 20_000)
    void thereAndBackIsWithinAMillimetreOverChina(@ForAll Crs crs,
            @ForAll @DoubleRange(min = 18, max = 53) double latitude,
            @ForAll @DoubleRange(min = 74, max = 134) double longitude) {
        var place = new WgsCoordinate(latitude, longitude);
        var raw = crs.fromWgs84(place);

        var back = crs.toWgs84(raw.latitude(), raw.longitude());

        assertThat(place.distanceMetresTo(back)).isLessThanOrEqualTo(0.001);
    }

    @ParameterizedTest
    @EnumSource
    void outsideChinaAllSystemsAreTheSame(Crs crs) {
        var paris = new WgsCoordinate(48.8566, 2.3522);

        var raw = crs.fromWgs84(paris);

        assertThat(crs.toWgs84(raw.latitude(), raw.longitude())).isEqualTo(paris);
        assertThat(raw).isEqualTo(new Crs.Raw(48.8566, 2.3522));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoPlaceIsRefusedInEverySystem(Crs crs) {
        assertThatIllegalArgumentException().isThrownBy(() -> crs.toWgs84(Double.NaN, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> crs.toWgs84(30, 181));
    }
}
