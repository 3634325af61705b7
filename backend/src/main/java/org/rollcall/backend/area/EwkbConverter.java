package org.rollcall.backend.area;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/**
 * Geometry of entities as hex EWKB, SRID included: the text that PostGIS gives and takes, and the one form of a type unknown
 * to it that the reactive driver carries without loss.
 */
@Converter
class EwkbConverter implements AttributeConverter<Geometry, String> {

    private static final int DIMENSIONS = 2;

    // Readers and writers of JTS are cheap, and none of them is safe for two threads.

    @Override
    public String convertToDatabaseColumn(Geometry geometry) {
        return geometry == null
                ? null
                : WKBWriter.toHex(new WKBWriter(DIMENSIONS, ByteOrderValues.LITTLE_ENDIAN, true).write(geometry));
    }

    @Override
    public Geometry convertToEntityAttribute(String hex) {
        if (hex == null) {
            return null;
        }
        try {
            return new WKBReader().read(WKBReader.hexToBytes(hex));
        } catch (ParseException e) {
            // The message would hold what was read.
            throw new IllegalStateException("a column of type geometry holds no EWKB");
        }
    }
}
