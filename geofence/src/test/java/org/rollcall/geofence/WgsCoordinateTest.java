package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WgsCoordinateTest {

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 90.0000001, -90.0000001})
    void latitudeThatIsNoPlaceIsRefused(double latitude) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WgsCoordinate(latitude, 0))
                .withMessageContaining("latitude");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 180.0000001, -180.0000001})
    void longitudeThatIsNoPlaceIsRefused(double longitude) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WgsCoordinate(0, longitude))
                .withMessageContaining("longitude");
    }

    @Test
    void jtsHasLongitudeAsX() {
        var kaizhou = new WgsCoordinate(31.16, 108.39);

        var jts = kaizhou.toJts();

        assertThat(jts.x).isEqualTo(108.39);
        assertThat(jts.y).isEqualTo(31.16);
        assertThat(WgsCoordinate.fromJts(jts)).isEqualTo(kaizhou);
    }

    @Test
    void negativeZeroIsTheSamePlaceAsZero() {
        assertThat(new WgsCoordinate(-0.0, -0.0)).isEqualTo(new WgsCoordinate(0, 0));
    }

    @Test
    void distanceGoesTheShorterWayRoundTheAntimeridian() {
        var west = new WgsCoordinate(0, 179.999);
        var east = new WgsCoordinate(0, -179.999);

        assertThat(west.distanceMetresTo(east)).isCloseTo(222.6, within(0.5));
    }

    @Property(tries = 2_000)
    void distanceUpToFiveKilometresIsWithinHalfAPercentOfTheGeodesic(
            @ForAll @DoubleRange(min = -72, max = 72) double lat,
            @ForAll @DoubleRange(min = -180, max = 180) double lon,
            @ForAll @DoubleRange(min = 0, max = 360) double azimuth,
            @ForAll @DoubleRange(min = 1, max = 5_000) double metres) {
        var end = Geodesic.WGS84.Direct(lat, lon, azimuth, metres);

        double measured = new WgsCoordinate(lat, lon).distanceMetresTo(new WgsCoordinate(end.lat2, end.lon2));

        assertThat(measured).isCloseTo(metres, within(0.005 * metres));
    }
}
