package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Areas across the meridian of 180 degrees: whichever way they are written, they are the same on the ground. */
class AntimeridianTest {

    private static final String JUMPING = "POLYGON((179 0, -179 0, -179 1, 179 1, 179 0))";

    @ParameterizedTest
    @ValueSource(strings = {JUMPING, "POLYGON((179 0, 181 0, 181 1, 179 1, 179 0))",
        "POLYGON((-181 0, -179 0, -179 1, -181 1, -181 0))",
        "MULTIPOLYGON(((179 0, 180 0, 180 1, 179 1, 179 0)), ((-180 0, -179 0, -179 1, -180 1, -180 0)))"})
    void isWhatItIsOnTheGroundHoweverItIsWritten(String wkt) {
        var area = Area.polygonal(Shapes.wkt(wkt));

        assertThat(area.covers(new WgsCoordinate(0.5, 179.5))).isTrue();
        assertThat(area.covers(new WgsCoordinate(0.5, -179.5))).isTrue();
        assertThat(area.covers(new WgsCoordinate(0.5, 180))).isTrue();
        assertThat(area.covers(new WgsCoordinate(0.5, -180))).isTrue();
        assertThat(area.covers(new WgsCoordinate(0.5, 178.9))).isFalse();
        assertThat(area.covers(new WgsCoordinate(0.5, -178.9))).isFalse();
        assertThat(area.covers(new WgsCoordinate(0.5, 0))).isFalse();
        assertThat(area.locate(new Coordinate(-179, 0.5))).isEqualTo(Location.BOUNDARY);
        // No border runs along the antimeridian: it is as deep there as the northern and southern borders are far.
        assertThat(area.signedDistanceMetres(new WgsCoordinate(0.5, 180))).isCloseTo(-55_287, within(5.0));
        assertThat(area.signedDistanceMetres(new WgsCoordinate(0.5, -179.999))).isCloseTo(-55_287, within(5.0));
        assertThat(area.signedDistanceMetres(new WgsCoordinate(0.5, -178.9))).isCloseTo(11_132, within(5.0));
    }

    @Test
    void neighbourAcrossIsNear() {
        var area = Area.polygonal(Shapes.wkt("POLYGON((179 0, 179.9 0, 179.9 1, 179 1, 179 0))"));

        assertThat(area.signedDistanceMetres(new WgsCoordinate(0.5, -179.9))).isCloseTo(22_264, within(20.0));
    }

    @Test
    void islandsOnBothSidesAreOneArea() {
        var area = Area.polygonal(Shapes.wkt("MULTIPOLYGON(((178 51, 179 51, 179 52, 178 52, 178 51)),"
                + " ((-179 51, -178 51, -178 52, -179 52, -179 51)), ((-176 51, -175 51, -175 52, -176 52, -176 51)))"));

        assertThat(area.covers(new WgsCoordinate(51.5, 178.5))).isTrue();
        assertThat(area.covers(new WgsCoordinate(51.5, -178.5))).isTrue();
        assertThat(area.covers(new WgsCoordinate(51.5, -175.5))).isTrue();
        assertThat(area.covers(new WgsCoordinate(51.5, 180))).isFalse();
        assertThat(area.covers(new WgsCoordinate(51.5, 0))).isFalse();
    }

    @Test
    void leavesTheKernelSplit() {
        var geometry = AreaCodec.toGeometry(Area.polygonal(Shapes.wkt(JUMPING)));

        assertThat(geometry.getNumGeometries()).isEqualTo(2);
        assertThat(geometry.isValid()).isTrue();
        assertThat(geometry.getArea()).isEqualTo(2);
        assertThat(geometry.getEnvelopeInternal().getMinX()).isEqualTo(-180);
        assertThat(geometry.getEnvelopeInternal().getMaxX()).isEqualTo(180);
    }

    /** 100 counties with holes across it, 1,000 places each: the same as the same county in the middle of nowhere. */
    @Property(tries = 100)
    void judgesAsAnywhereElseAndComesBackFromBytes(@ForAll long seed) {
        var random = new Random(seed);
        // Numbers that a turn of the globe leaves as they are, to the last digit.
        var there = rounded(Shapes.county(seed, 3 + random.nextInt(200), 64, 31, 0.4));
        var across = AffineTransformation.translationInstance(116, 0).transform(there);
        var elsewhere = Area.polygonal(there);
        var area = Area.polygonal(across);
        var again = AreaCodec.decode(AreaCodec.encode(area));
        for (int i = 0; i < 1_000; i++) {
            double x = Math.rint((63.5 + random.nextDouble()) * 0x1p24) / 0x1p24;
            double y = 30.5 + random.nextDouble();
            double turned = x + 116 > 180 ? x + 116 - 360 : x + 116;
            double expected = elsewhere.signedDistanceMetres(new WgsCoordinate(y, x));

            assertThat(area.signedDistanceMetres(new WgsCoordinate(y, turned))).isCloseTo(expected, within(1e-6));
            assertThat(again.signedDistanceMetres(new WgsCoordinate(y, turned))).isCloseTo(expected, within(1e-6));
        }
    }

    private static Geometry rounded(Geometry geometry) {
        var copy = geometry.copy();
        for (var vertex : copy.getCoordinates()) {
            vertex.x = Math.rint(vertex.x * 0x1p24) / 0x1p24;
        }
        copy.geometryChanged();
        return copy;
    }
}
