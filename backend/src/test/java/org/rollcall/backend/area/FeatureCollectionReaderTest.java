package org.rollcall.backend.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.geofence.Crs;

class FeatureCollectionReaderTest {

    private static final String SQUARE = "[[[110,30],[111,30],[111,31],[110,31],[110,30]]]";

    @Test
    void aFeatureIsReadWhateverTheOrderOfItsMembers() throws SQLException {
        var features = read(collection("{\"bbox\":[1,2],\"geometry\":{\"coordinates\":" + SQUARE
                + ",\"type\":\"Polygon\"},\"properties\":{\"x\":{\"code\":1},\"code\":410000,\"name\":\"河口\"},"
                + "\"type\":\"Feature\"}"));

        assertThat(features).singleElement().satisfies(feature -> {
            assertThat(feature.code()).isEqualTo("410000");
            assertThat(feature.name()).isEqualTo("河口");
            assertThat(ShapeBuilder.build(feature, Crs.WGS84, false).geometry().getArea()).isEqualTo(1.0);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],[111,31],[111,30],[110,31],[110,30]]]} | Self-intersection",
        "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],[111,30],[111,31],[110,31]]]} | ring 0 of polygon 0 is not closed",
        "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],[111,30],[110,30]]]} | ring 0 of polygon 0 has fewer than four",
        "{\"type\":\"Polygon\",\"coordinates\":[[[1e999,30],[111,30],[111,31],[1e999,30]]]} | position 0 of ring 0 of polygon 0 is no",
        "{\"type\":\"Polygon\",\"coordinates\":[[[12000000,4000000],[111,30],[111,31],[12000000,4000000]]]} | position 0 of ring 0",
        "{\"type\":\"Polygon\",\"coordinates\":[]} | it is empty",
        "{\"type\":\"Polygon\",\"coordinates\":[[]]} | not those of its type",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[110,30],[111,30],[111,31],[110,30]]]} | not those of its type",
        "{\"type\":\"Polygon\",\"coordinates\":[[110,30],[111,30]]} | not those of its type",
        "{\"type\":\"Polygon\",\"coordinates\":[[[110,\"30\"]]]} | a position is not two numbers",
        "{\"type\":\"Polygon\",\"coordinates\":[[[110]]]} | a position is not two numbers",
        "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],7]]} | nested unevenly",
        "{\"type\":\"Polygon\",\"coordinates\":[[[[[[1,2]]]]]]} | nested deeper",
        "{\"type\":\"Polygon\",\"coordinates\":{\"a\":[1]}} | coordinates are no array",
        "{\"type\":\"Point\",\"coordinates\":[110,30]} | needs the property radiusMetres",
        "{\"type\":\"Point\",\"coordinates\":[[110,30]]} | one position",
        "{\"type\":\"LineString\",\"coordinates\":[[110,30],[111,31]]} | no Polygon, MultiPolygon or Point",
        "{\"type\":\"GeometryCollection\",\"geometries\":[]} | it has no geometry",
        "{\"type\":[],\"coordinates\":[]} | it has no geometry",
        "null | it has no geometry",
        "7 | it has no geometry"})
    void aFeatureThatIsNoAreaSaysWhyAndItsNeighboursAreRead(String geometry, String reason) throws SQLException {
        var features = read(collection(feature(geometry) + "," + feature("{\"type\":\"Polygon\",\"coordinates\":"
                + SQUARE + "}")));

        assertThat(features).hasSize(2);
        assertThatExceptionOfType(RefusedFeature.class).isThrownBy(() -> built(features.get(0), false))
                .withMessageContaining(reason);
        assertThat(built(features.get(1), false).geometry().getArea()).isEqualTo(1.0);
    }

    @Test
    void aRingThatCrossesItselfSaysWhere() throws SQLException {
        var bowTie = read(collection(feature(
                "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],[111,31],[111,30],[110,31],[110,30]]]}"))).get(0);

        assertThatExceptionOfType(RefusedFeature.class).isThrownBy(() -> built(bowTie, false))
                .satisfies(refusal -> assertThat(refusal.place()).contains(new Position(110.5, 30.5)));
    }

    @Test
    void anUnclosedRingAndASpikeAreRepairedWhenAsked() throws SQLException {
        var open = read(collection(feature(
                "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],[111,30],[111,31],[110,31]]]}"))).get(0);
        var spike = read(collection(feature("{\"type\":\"Polygon\",\"coordinates\":"
                + "[[[110,30],[111,30],[111,30.5],[112,30.5],[111,30.5],[111,31],[110,31],[110,30]]]}"))).get(0);

        assertThat(built(open, true).repaired()).isPresent();
        assertThat(built(open, true).geometry().getArea()).isEqualTo(1.0);
        assertThat(built(spike, true).repaired()).isPresent();
        assertThat(built(spike, true).geometry().getArea()).isEqualTo(1.0);
        assertThatExceptionOfType(RefusedFeature.class).isThrownBy(() -> built(spike, false));
    }

    @Test
    void whatHasNoInsideIsNotRepairedEvenWhenAsked() throws SQLException {
        var bowTie = read(collection(feature(
                "{\"type\":\"Polygon\",\"coordinates\":[[[110,30],[111,31],[111,30],[110,31],[110,30]]]}"))).get(0);

        assertThatExceptionOfType(RefusedFeature.class).isThrownBy(() -> built(bowTie, true))
                .withMessageContaining("a repair would change the area");
    }

    @Test
    void eachVertexIsConverted() throws SQLException {
        var square = read(collection(feature("{\"type\":\"Polygon\",\"coordinates\":" + SQUARE + "}"))).get(0);

        var shape = ShapeBuilder.build(square, Crs.GCJ02, false);

        var corner = Crs.GCJ02.toWgs84(30, 110).toJts();
        assertThat(shape.geometry().getCoordinates()).contains(corner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{\"type\":\"FeatureCollection\",\"features\":[{]}",
        "{\"type\":\"FeatureCollection\",\"features\":[", "{} {}",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":{\"coordinates\":[NaN,1]}}]}"})
    void whatIsNoJsonIsRefusedWhole(String body) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(body))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.MALFORMED));
    }

    @Test
    void whatIsNoJsonSaysInWhichLineAndColumn() {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read("{\n  \"type\": oops}"))
                .withMessageContaining("line 2");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        var deep = "{\"type\":\"FeatureCollection\",\"features\":[" + feature(
                "{\"type\":\"Polygon\",\"coordinates\":" + "[".repeat(100_000)) + "";

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(deep))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{}", "{\"type\":\"FeatureCollection\"}",
        "{\"type\":\"FeatureCollection\",\"features\":[]}", "{\"type\":\"FeatureCollection\",\"features\":{}}",
        "{\"type\":\"Feature\",\"features\":[{}]}", "{\"type\":[\"FeatureCollection\"],\"features\":[{}]}"})
    void whatIsNoCollectionIsRefusedWhole(String body) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> read(body))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.INVALID));
    }

    @Test
    void tenThousandFeaturesAreReadAndOneMoreRefusesTheFile() throws SQLException {
        assertThat(read(collection("{},".repeat(9_999) + "{}"))).hasSize(10_000);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(collection("{},".repeat(10_000) + "{}")));
    }

    private static Shape built(Feature feature, boolean repair) {
        feature.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        return ShapeBuilder.build(feature, Crs.WGS84, repair);
    }

    private static List<Feature> read(String body) throws SQLException {
        var features = new ArrayList<Feature>();
        new FeatureCollectionReader("code", "name")
                .read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), features::add);
        return features;
    }

    private static String collection(String features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}";
    }

    private static String feature(String geometry) {
        return "{\"type\":\"Feature\",\"properties\":{\"name\":\"x\"},\"geometry\":" + geometry + "}";
    }
}
