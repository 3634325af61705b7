package org.rollcall.geofence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.rollcall.geofence.AreaProblem.Kind;

/**
 * Areas that lie across the meridian of 180 degrees, where the numbers jump.
 *
 * <p>Inside the kernel their longitudes go on counting, so that no border runs along the antimeridian where there is none
 * and distances over it are right. Outside, they are split there, as RFC 7946 (3.1.9) asks. Read is either, and also a
 * ring that jumps from 180 to -180: an edge of more than 180 degrees is taken to go the shorter way. Stateless.
 */
final class Antimeridian {

    private static final double HALF = 180;
    private static final double WHOLE = 360;

    private Antimeridian() {
    }

    /**
     * The same polygons with longitudes that go on counting over the antimeridian; the very same object where none of
     * them comes near it.
     *
     * @throws InvalidAreaException if a ring goes round a pole or all of it is wider than half the globe
     */
    static Geometry join(Geometry polygonal) {
        var envelope = polygonal.getEnvelopeInternal();
        boolean jumps = envelope.getMinX() >= -HALF && envelope.getMaxX() <= HALF;
        if (envelope.getWidth() <= HALF && jumps) {
            return polygonal;
        }
        List<Polygon> parts = new ArrayList<>();
        for (int i = 0; i < polygonal.getNumGeometries(); i++) {
            var polygon = (Polygon) polygonal.getGeometryN(i);
            parts.add(jumps ? unwrap(polygon, i + 1) : polygon);
        }
        var together = together(parts);
        if (together.getEnvelopeInternal().getWidth() > HALF) {
            throw new InvalidAreaException(AreaProblem.of(Kind.TOO_WIDE));
        }
        return together;
    }

    /**
     * Polygons of {@link #join} that touch along the antimeridian, each side by itself, for together they would not be
     * valid; all of them as they are where none do. Each keeps its number: the others of its side are empty.
     */
    static List<Geometry> sides(Geometry joined) {
        double cut = cut(joined.getEnvelopeInternal());
        int touching = 0;
        for (int i = 0; i < joined.getNumGeometries(); i++) {
            var part = joined.getGeometryN(i).getEnvelopeInternal();
            if (part.getMinX() < cut && part.getMaxX() > cut) {
                return List.of(joined);
            }
            touching |= part.getMaxX() == cut ? 1 : part.getMinX() == cut ? 2 : 0;
        }
        return touching == 3 ? List.of(side(joined, cut, true), side(joined, cut, false)) : List.of(joined);
    }

    /** Valid polygons of {@link #join} without the borders that a split along the antimeridian left between them. */
    static Geometry healed(Geometry joined) {
        if (sides(joined).size() <= 1) {
            return joined;
        }
        try {
            return UnaryUnionOp.union(joined);
        } catch (TopologyException e) {
            return OverlayNGRobust.union(joined);
        }
    }

    /**
     * Polygons within -180 to 180, split at the antimeridian; the very same object where there is nothing to split, or so
     * little on one side that no overlay gets it right.
     */
    static Geometry split(Geometry joined) {
        var envelope = joined.getEnvelopeInternal();
        if (envelope.getMinX() >= -HALF && envelope.getMaxX() <= HALF) {
            return joined;
        }
        try {
            return splitAt(cut(envelope), joined);
        } catch (TopologyException e) {
            return joined;
        }
    }

    private static Geometry splitAt(double cut, Geometry joined) {
        List<Polygon> parts = new ArrayList<>();
        var notched = notched(joined, cut);
        for (int side = -1; side <= 1; side += 2) {
            var half = new Envelope(cut, cut + side * WHOLE, -90, 90);
            var piece = OverlayNGRobust.overlay(notched, joined.getFactory().toGeometry(half), 1);
            double shift = cut * side > 0 ? -side * WHOLE : 0;
            for (int i = 0; i < piece.getNumGeometries(); i++) {
                if (piece.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                    parts.add(Rings.map(polygon, ring -> shifted(ring, shift)));
                }
            }
        }
        var split = joined.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new));
        boolean sound = Math.abs(split.getArea() - joined.getArea()) <= 1e-9 * joined.getArea()
                && sides(join(split)).stream().allMatch(Geometry::isValid);
        return sound ? split : joined;
    }

    /** Where the antimeridian lies for an area that may reach over it. */
    private static double cut(Envelope envelope) {
        return envelope.getMaxX() > HALF ? HALF : -HALF;
    }

    private static Geometry side(Geometry joined, double cut, boolean west) {
        var parts = new Polygon[joined.getNumGeometries()];
        for (int i = 0; i < parts.length; i++) {
            boolean here = joined.getGeometryN(i).getEnvelopeInternal().getMaxX() <= cut == west;
            parts[i] = here ? (Polygon) joined.getGeometryN(i) : joined.getFactory().createPolygon();
        }
        return joined.getFactory().createMultiPolygon(parts);
    }

    private static Polygon unwrap(Polygon polygon, int part) {
        int[] hole = {0};
        var shellMiddle = new double[1];
        return Rings.map(polygon, ring -> {
            // The holes come first, and the shell's place decides where they belong.
            boolean shell = ring == polygon.getExteriorRing();
            if (hole[0] == 0) {
                shellMiddle[0] = unwrap(polygon.getExteriorRing(), part, 0).getEnvelopeInternal().centre().x;
            }
            var unwrapped = unwrap(ring, part, shell ? 0 : ++hole[0]);
            double off = shellMiddle[0] - unwrapped.getEnvelopeInternal().centre().x;
            return shifted(unwrapped, shell ? 0 : WHOLE * Math.rint(off / WHOLE));
        });
    }

    private static LinearRing unwrap(LinearRing ring, int part, int hole) {
        if (ring.isEmpty()) {
            return ring;
        }
        var vertices = ring.getCoordinates();
        var unwrapped = new Coordinate[vertices.length];
        double turn = 0;
        for (int i = 0; i < vertices.length; i++) {
            double step = i == 0 ? 0 : vertices[i].x - vertices[i - 1].x;
            turn += step > HALF ? -WHOLE : step < -HALF ? WHOLE : 0;
            unwrapped[i] = new Coordinate(vertices[i].x + turn, vertices[i].y);
        }
        if (turn != 0) {
            throw new InvalidAreaException(AreaProblem.of(Kind.ROUND_A_POLE, new AreaProblem.Ring(part, hole)));
        }
        return ring.getFactory().createLinearRing(unwrapped);
    }

    /** The parts, in their order, on one side of the widest gap between them. */
    private static Geometry together(List<Polygon> parts) {
        List<Polygon> turned = new ArrayList<>();
        for (var part : parts) {
            double turns = -WHOLE * Math.floor((part.getEnvelopeInternal().getMinX() + HALF) / WHOLE);
            turned.add(Rings.map(part, ring -> shifted(ring, turns)));
        }
        double west = eastOfTheWidestGap(turned);
        var shifted = turned.stream()
                .map(part -> part.getEnvelopeInternal().getMinX() < west
                        ? Rings.map(part, ring -> shifted(ring, WHOLE))
                        : part)
                .toArray(Polygon[]::new);
        return shifted.length == 1 ? shifted[0] : shifted[0].getFactory().createMultiPolygon(shifted);
    }

    private static double eastOfTheWidestGap(List<Polygon> parts) {
        var boxes = parts.stream()
                .filter(part -> !part.isEmpty())
                .map(Polygon::getEnvelopeInternal)
                .sorted(Comparator.comparing(Envelope::getMinX))
                .toList();
        double reached = boxes.stream().mapToDouble(Envelope::getMaxX).max().orElseThrow() - WHOLE;
        double widest = -1;
        double east = 0;
        for (var box : boxes) {
            if (box.getMinX() - reached > widest) {
                widest = box.getMinX() - reached;
                east = box.getMinX();
            }
            reached = Math.max(reached, box.getMaxX());
        }
        return east;
    }

    /** The same with a vertex wherever an edge crosses the cut, so that both sides are cut at the same places. */
    private static Geometry notched(Geometry joined, double cut) {
        var polygons = new Polygon[joined.getNumGeometries()];
        for (int i = 0; i < polygons.length; i++) {
            polygons[i] = Rings.map((Polygon) joined.getGeometryN(i), ring -> {
                List<Coordinate> vertices = new ArrayList<>();
                Coordinate last = null;
                for (var vertex : ring.getCoordinates()) {
                    if (last != null && (last.x - cut) * (vertex.x - cut) < 0) {
                        double share = (cut - last.x) / (vertex.x - last.x);
                        double y = last.y + share * (vertex.y - last.y);
                        // Rounding must not lead beyond the edge's own latitudes.
                        vertices.add(new Coordinate(cut, Math.max(Math.min(last.y, vertex.y),
                                Math.min(Math.max(last.y, vertex.y), y))));
                    }
                    vertices.add(vertex);
                    last = vertex;
                }
                return ring.getFactory().createLinearRing(vertices.toArray(Coordinate[]::new));
            });
        }
        return joined.getFactory().createMultiPolygon(polygons);
    }

    private static LinearRing shifted(LinearRing ring, double degrees) {
        if (degrees == 0) {
            return ring;
        }
        var vertices = ring.getCoordinates();
        var shifted = new Coordinate[vertices.length];
        for (int i = 0; i < vertices.length; i++) {
            shifted[i] = new Coordinate(vertices[i].x + degrees, vertices[i].y);
        }
        return ring.getFactory().createLinearRing(shifted);
    }
}
