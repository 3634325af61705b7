package org.rollcall.geofence;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/**
 * Areas as bytes: polygons as WKB with SRID 4326 (what PostGIS calls EWKB), circles in 25 bytes of our own.
 *
 * <p>The first byte tells them apart: WKB begins with 0 or 1, the byte order; a circle with {@code 'C'}, followed by
 * latitude, longitude and radius as big-endian doubles. Stateless and thread-safe.
 */
public final class AreaCodec {

    /** The only reference system an area is stored in. */
    public static final int SRID = 4326;

    private static final byte CIRCLE = 'C';
    private static final int CIRCLE_BYTES = 1 + 3 * Double.BYTES;

    private AreaCodec() {
    }

    /** The area's bytes; {@link #decode} gives back an area that judges every place alike. */
    public static byte[] encode(Area area) {
        if (area instanceof CircleArea circle) {
            return ByteBuffer.allocate(CIRCLE_BYTES)
                    .put(CIRCLE)
                    .putDouble(circle.centre().latitude())
                    .putDouble(circle.centre().longitude())
                    .putDouble(circle.radiusMetres())
                    .array();
        }
        return new WKBWriter(2, ByteOrderValues.BIG_ENDIAN, true).write(toGeometry(area));
    }

    /**
     * The area of some bytes.
     *
     * @throws InvalidAreaException for bytes that are neither a circle nor WKB of a valid polygon or multipolygon in two
     *         dimensions, for another SRID than 4326 (none at all is taken for it), and for bytes left over
     */
    public static Area decode(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == CIRCLE) {
            return circle(bytes);
        }
        return Area.polygonal(WkbPolygons.read(bytes));
    }

    /**
     * The polygon or multipolygon that an area was made of, in WGS-84, x the longitude: for maps and exports.
     *
     * @throws IllegalArgumentException for a circle, which has no vertices
     */
    public static Geometry toGeometry(Area area) {
        if (area instanceof PackedArea packed) {
            var geometry = packed.toGeometry();
            geometry.setSRID(SRID);
            return geometry;
        }
        throw new IllegalArgumentException("a circle has no vertices: use its centre and radius");
    }

    private static Area circle(byte[] bytes) {
        if (bytes.length != CIRCLE_BYTES) {
            throw new InvalidAreaException("a circle has " + CIRCLE_BYTES + " bytes, not " + bytes.length);
        }
        try {
            var buffer = ByteBuffer.wrap(bytes, 1, CIRCLE_BYTES - 1);
            return Area.circle(new WgsCoordinate(buffer.getDouble(), buffer.getDouble()), buffer.getDouble());
        } catch (InvalidAreaException e) {
            throw e;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new InvalidAreaException("a circle's centre is no place: " + e.getMessage());
        }
    }
}
