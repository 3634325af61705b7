package org.rollcall.backend.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.persistence.Column;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

class EwkbConverterTest {

    /** {@code select 'SRID=4326;POINT(107.1 29.3)'::geometry}. */
    private static final String POINT = "0101000020E61000006666666666C65A40CDCCCCCCCC4C3D40";

    private final EwkbConverter converter = new EwkbConverter();

    @Test
    void whatPostgisWritesIsReadWithItsSrid() {
        var point = converter.convertToEntityAttribute(POINT);

        assertThat(point.getCoordinate()).isEqualTo(new Coordinate(107.1, 29.3));
        assertThat(point.getSRID()).isEqualTo(4326);
    }

    @Test
    void whatIsWrittenIsWhatPostgisWrites() {
        var point = new GeometryFactory(new PrecisionModel(), 4326).createPoint(new Coordinate(107.1, 29.3));

        assertThat(converter.convertToDatabaseColumn(point)).isEqualTo(POINT);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
    }

    @Test
    void whatIsNoGeometryIsNotRepeatedInTheComplaint() {
        assertThatIllegalStateException().isThrownBy(() -> converter.convertToEntityAttribute("0101"))
                .withMessage("a column of type geometry holds no EWKB");
    }

    @Test
    void theColumnIsDeclaredAsTheSchemaHasIt() throws NoSuchFieldException {
        var column = AreaVersionEntity.class.getDeclaredField("shape").getAnnotation(Column.class);

        assertThat(column.columnDefinition()).isEqualTo("geometry(Geometry,4326)");
    }
}
