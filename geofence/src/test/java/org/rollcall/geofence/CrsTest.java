package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import cn.hutool.core.util.CoordinateUtil;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CrsTest {

    /** Shifts of DOMAIN 7.2, in metres. */
    @ParameterizedTest
    @CsvSource({"Beijing, 39.9042, 116.4074, 555", "Shanghai, 31.2304, 121.4737, 481",
        "Shenzhen, 22.5431, 114.0579, 606", "Chengdu, 30.5728, 104.0668, 360", "Seoul, 37.5665, 126.9780, 459",
        "Taipei, 25.0330, 121.5654, 501", "Hong Kong, 22.3193, 114.1694, 595", "Macau, 22.1987, 113.5439, 619",
        "Kaizhou, 31.1607, 108.3931, 498", "Xuecheng, 34.8072, 117.2632, 537"})
    void gcj02LiesWhereTheDomainTableSays(String city, double latitude, double longitude, double shiftMetres) {
        var place = new WgsCoordinate(latitude, longitude);

        var gcj = Crs.GCJ02.fromWgs84(place);

        assertThat(place.distanceMetresTo(new WgsCoordinate(gcj.latitude(), gcj.longitude()))).as(city)
                .isCloseTo(shiftMetres, within(6.0));
    }

    /** The rows of DOMAIN 7.2 about shifts, over 40,000 places of its rectangle: least, median, p95, p99 and most. */
    @Test
    void shiftsAreDistributedAsTheDomainTableSays() {
        var random = new Random(20_261_124);
        var gcj = new double[40_000];
        var bd = new double[gcj.length];
        for (int i = 0; i < gcj.length; i++) {
            var place = new WgsCoordinate(18 + 35 * random.nextDouble(), 74 + 60 * random.nextDouble());
            var first = Crs.GCJ02.fromWgs84(place);
            var second = Crs.BD09.fromWgs84(place);
            var middle = new WgsCoordinate(first.latitude(), first.longitude());
            gcj[i] = place.distanceMetresTo(middle);
            bd[i] = middle.distanceMetresTo(new WgsCoordinate(second.latitude(), second.longitude()));
        }
        Arrays.sort(gcj);
        Arrays.sort(bd);

        assertThat(quantiles(gcj)).usingElementComparator(closeTo(10)).containsExactly(18.0, 425.0, 617.0, 653.0,
                700.0);
        assertThat(quantiles(bd)).usingElementComparator(closeTo(10)).containsExactly(765.0, 890.0, 960.0, 973.0,
                986.0);
    }

    private static List<Double> quantiles(double... sorted) {
        return List.of(sorted[0], sorted[sorted.length / 2], sorted[sorted.length * 95 / 100],
                sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
    }

    private static Comparator<Double> closeTo(double metres) {
        return (one, other) -> Math.abs(one - other) <= metres ? 0 : Double.compare(one, other);
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

    /** 0.05 degrees are more than 2 km on every side, and farther than any shift. */
    @Property(tries = 20_000)
    void thereAndBackIsWithinAMillimetreUpToTheEdgeOfTheRectangle(@ForAll Crs crs,
            @ForAll @DoubleRange(min = 0.88, max = 55.77) double latitude,
            @ForAll @DoubleRange(min = 72.06, max = 137.78) double longitude) {
        var place = new WgsCoordinate(latitude, longitude);
        var raw = crs.fromWgs84(place);

        assertThat(place.distanceMetresTo(crs.toWgs84(raw.latitude(), raw.longitude()))).isLessThanOrEqualTo(0.001);
    }

    /** On all four sides, from 2 km within to 2 km beyond. */
    @Property(tries = 20_000)
    void thereAndBackAtTheEdgeIsOffByTheShiftAtMost(@ForAll Crs crs, @ForAll @IntRange(min = 0, max = 3) int side,
            @ForAll @DoubleRange(min = -0.02, max = 0.02) double beyond,
            @ForAll @DoubleRange(min = 0, max = 1) double along) {
        double latitude = side == 0 ? 0.8293 - beyond : side == 1 ? 55.8271 + beyond : 1 + 54 * along;
        double longitude = side == 2 ? 72.004 - beyond : side == 3 ? 137.8347 + beyond : 73 + 64 * along;
        var place = new WgsCoordinate(latitude, longitude);
        var raw = crs.fromWgs84(place);

        var back = crs.toWgs84(raw.latitude(), raw.longitude());

        assertThat(place.distanceMetresTo(back)).isLessThan(2_000);
    }

    /** 100 m within the eastern and the northern edge, where the shift leads out of the rectangle. */
    @ParameterizedTest
    @CsvSource({"35, 137.8336", "55.8262, 125"})
    void coordinateBeyondTheEdgeIsTakenAsItIsThoughAShiftMayHaveLedThere(double latitude, double longitude) {
        var place = new WgsCoordinate(latitude, longitude);
        var raw = Crs.GCJ02.fromWgs84(place);
        var beyond = new WgsCoordinate(raw.latitude(), raw.longitude());

        assertThat(Crs.GCJ02.toWgs84(raw.latitude(), raw.longitude())).isEqualTo(beyond);
        assertThat(Crs.GCJ02.fromWgs84(beyond)).isEqualTo(raw);
    }

    /** Paris, Sydney, Tokyo, west of the rectangle, New York, the ends of the earth, north and south of the rectangle. */
    @ParameterizedTest
    @CsvSource({"48.8566, 2.3522", "-33.8688, 151.2093", "35.6762, 139.6503", "28.6139, 71.9", "40.7128, -74.0060",
        "90, 0", "-90, 100", "0, 180", "0, -180", "55.9, 100", "0.8, 100"})
    void outsideChinaAllSystemsAreTheSame(double latitude, double longitude) {
        for (var crs : Crs.values()) {
            var raw = crs.fromWgs84(new WgsCoordinate(latitude, longitude));

            assertThat(raw).isEqualTo(new Crs.Raw(latitude, longitude));
            assertThat(crs.toWgs84(latitude, longitude)).isEqualTo(new WgsCoordinate(latitude, longitude));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoPlaceIsRefusedInEverySystem(Crs crs) {
        assertThatIllegalArgumentException().isThrownBy(() -> crs.toWgs84(Double.NaN, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> crs.toWgs84(30, 181));
    }
}
