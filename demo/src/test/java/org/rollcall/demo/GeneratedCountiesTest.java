package org.rollcall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

class GeneratedCountiesTest {

    private final GeneratedCounties counties = new GeneratedCounties();
    private final JsonNode west = feature(0);
    private final JsonNode east = feature(1);

    @Test
    void theirNamesSayThatTheyAreGenerated() {
        assertThat(west.at("/properties/name").asText()).contains("生成");
        assertThat(east.at("/properties/name").asText()).contains("生成");
    }

    @Test
    void theyAreAsCrookedAsRealOnesAndValid() {
        assertThat(polygon(west).isValid()).isTrue();
        assertThat(polygon(east).isValid()).isTrue();
        assertThat(polygon(west).getNumPoints()).isBetween(1_500, 3_000);
    }

    @Test
    void theyAreNeighboursWithNothingBetweenThem() {
        assertThat(polygon(west).intersection(polygon(east)).getArea()).isZero();
        assertThat(polygon(west).union(polygon(east)).getNumGeometries()).isEqualTo(1);
    }

    @Test
    void westOfTheBorderLiesTheOneAndEastTheOther() {
        for (double north : new double[]{-6_000, -3_000, 2_000, 6_000}) {
            assertThat(polygon(west).contains(point(counties.borderAt(north).moved(-300, 0)))).isTrue();
            assertThat(polygon(east).contains(point(counties.borderAt(north).moved(4_000, 0)))).isTrue();
        }
    }

    private JsonNode feature(int index) {
        return Api.JSON.valueToTree(counties.asGeoJson()).get("features").get(index);
    }

    private static Polygon polygon(JsonNode feature) {
        var positions = feature.at("/geometry/coordinates/0");
        var ring = new Coordinate[positions.size()];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Coordinate(positions.get(i).get(0).asDouble(), positions.get(i).get(1).asDouble());
        }
        return new GeometryFactory().createPolygon(ring);
    }

    private static org.locationtech.jts.geom.Point point(Place place) {
        return new GeometryFactory().createPoint(new Coordinate(place.lon(), place.lat()));
    }
}
