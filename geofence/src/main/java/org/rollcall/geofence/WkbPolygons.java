package org.rollcall.geofence;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Reads polygons and multipolygons from WKB or EWKB.
 *
 * <p>JTS's own reader goes as deep as the bytes tell it to and ends in a stack overflow on hostile ones; this one knows
 * two levels and believes no count that the bytes left could not fill.
 */
final class WkbPolygons {

    private static final int POLYGON = 3;
    private static final int MULTI_POLYGON = 6;
    private static final int HAS_SRID = 0x2000_0000;

    private static final int BYTES_OF_A_HEADER = 5;
    private static final int BYTES_OF_A_COUNT = 4;
    private static final int BYTES_OF_A_POINT = 16;

    private final GeometryFactory factory = new GeometryFactory();
    private final ByteBuffer bytes;

    private WkbPolygons(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** @throws InvalidAreaException for anything but one polygon or multipolygon, to the last byte */
    static Geometry read(byte[] wkb) {
        var reader = new WkbPolygons(ByteBuffer.wrap(wkb));
        try {
            var geometry = reader.geometry();
            if (reader.bytes.hasRemaining()) {
                throw new InvalidAreaException("WKB has " + reader.bytes.remaining() + " bytes too many");
            }
            return geometry;
        } catch (BufferUnderflowException e) {
            throw new InvalidAreaException("WKB ends before the area does");
        } catch (InvalidAreaException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidAreaException("WKB holds a ring that is none: " + e.getMessage());
        }
    }

    private Geometry geometry() {
        return switch (type()) {
            case POLYGON -> polygon();
            case MULTI_POLYGON -> multiPolygon();
            default -> throw new InvalidAreaException("WKB of an area is a polygon or multipolygon in two dimensions");
        };
    }

    private Geometry multiPolygon() {
        var parts = new Polygon[count(BYTES_OF_A_HEADER + BYTES_OF_A_COUNT)];
        for (int i = 0; i < parts.length; i++) {
            if (type() != POLYGON) {
                throw new InvalidAreaException("a multipolygon in WKB holds polygons only");
            }
            parts[i] = polygon();
        }
        return factory.createMultiPolygon(parts);
    }

    private int type() {
        byte order = bytes.get();
        if (order != 0 && order != 1) {
            throw new InvalidAreaException("bytes are no WKB: the first is neither 0 nor 1");
        }
        bytes.order(order == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int type = bytes.getInt();
        if ((type & HAS_SRID) != 0) {
            int srid = bytes.getInt();
            if (srid != AreaCodec.SRID) {
                throw new InvalidAreaException("an area has SRID " + AreaCodec.SRID + ", not " + srid);
            }
        }
        return type & ~HAS_SRID;
    }

    private Polygon polygon() {
        int rings = count(BYTES_OF_A_COUNT);
        if (rings == 0) {
            return factory.createPolygon();
        }
        var shell = ring();
        var holes = new LinearRing[rings - 1];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = ring();
        }
        return factory.createPolygon(shell, holes);
    }

    private LinearRing ring() {
        var points = new Coordinate[count(BYTES_OF_A_POINT)];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Coordinate(bytes.getDouble(), bytes.getDouble());
        }
        return factory.createLinearRing(points);
    }

    private int count(int bytesOfOne) {
        int count = bytes.getInt();
        if (count < 0 || (long) count * bytesOfOne > bytes.remaining()) {
            throw new InvalidAreaException("WKB counts more than it holds");
        }
        return count;
    }
}
