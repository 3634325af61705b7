package org.rollcall.geofence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.operation.valid.IsSimpleOp;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.rollcall.geofence.AreaProblem.Kind;
import org.rollcall.geofence.AreaProblem.Ring;

/** Whether polygons can be judged by, and if not, what a person needs to begin to mend them. Stateless. */
final class AreaCheck {

    /** About a second's work. */
    static final long COMPARISONS = 50_000_000;

    /** One degree from the poles, where a metric of the plane is still one. */
    static final double MAX_LATITUDE = 89;

    /** Longitudes may go on counting over the antimeridian. */
    private static final double MAX_LONGITUDE = 360;

    /** More would not be read. */
    private static final int MAX_PROBLEMS = 20;

    private AreaCheck() {
    }

    /**
     * Checks what polygons are made of, before anything is done with them.
     *
     * @throws InvalidAreaException for what is no polygon, is empty, has too many vertices, or has one that is no place
     */
    static void requirePlaces(Geometry geometry) {
        if (!(geometry instanceof Polygonal) || geometry.isEmpty()) {
            throw new InvalidAreaException(AreaProblem.of(Kind.NO_POLYGON));
        }
        if (geometry.getNumPoints() > Area.MAX_VERTICES) {
            throw new InvalidAreaException(AreaProblem.of(Kind.TOO_MANY_VERTICES));
        }
        Rings.forEach(geometry, (name, ring) -> {
            var vertices = ring.getCoordinateSequence();
            for (int i = 0; i < vertices.size(); i++) {
                double latitude = Math.abs(vertices.getY(i));
                if (!(Math.abs(vertices.getX(i)) <= MAX_LONGITUDE && latitude <= 90)) {
                    throw new InvalidAreaException(AreaProblem.of(Kind.NO_PLACE, name));
                }
                if (latitude > MAX_LATITUDE) {
                    throw new InvalidAreaException(AreaProblem.of(Kind.AT_A_POLE, name));
                }
            }
        });
    }

    /**
     * What is wrong with the way the rings lie; empty where nothing is.
     *
     * @throws InvalidAreaException if that would take too long to find out
     */
    static List<AreaProblem> problems(Geometry polygonal) {
        if (Tangle.exceeds(polygonal, COMPARISONS)) {
            throw new InvalidAreaException(AreaProblem.of(Kind.TANGLED));
        }
        for (var side : Antimeridian.sides(polygonal)) {
            var problems = problemsOfSide(side);
            if (!problems.isEmpty()) {
                return problems;
            }
        }
        return List.of();
    }

    private static List<AreaProblem> problemsOfSide(Geometry polygonal) {
        var validity = new IsValidOp(polygonal);
        if (validity.isValid()) {
            return List.of();
        }
        var crossing = ringsThatCrossThemselves(polygonal);
        return crossing.isEmpty() ? List.of(problem(polygonal, validity.getValidationError())) : crossing;
    }

    private static List<AreaProblem> ringsThatCrossThemselves(Geometry polygonal) {
        List<AreaProblem> problems = new ArrayList<>();
        Rings.forEach(polygonal, (name, ring) -> {
            if (problems.size() < MAX_PROBLEMS && ring.getNumPoints() > 3) {
                var simplicity = new IsSimpleOp(ring);
                if (!simplicity.isSimple()) {
                    problems.add(new AreaProblem(Kind.CROSSES_ITSELF, List.of(name),
                            place(simplicity.getNonSimpleLocation())));
                }
            }
        });
        return problems;
    }

    private static AreaProblem problem(Geometry polygonal, TopologyValidationError error) {
        var at = error.getCoordinate();
        List<Ring> rings = new ArrayList<>();
        Rings.forEach(polygonal, (name, ring) -> {
            if (at != null && rings.size() < 2 && PointLocation.isOnLine(at, ring.getCoordinateSequence())) {
                rings.add(name);
            }
        });
        return new AreaProblem(kind(error.getErrorType(), rings.size()), rings, place(at));
    }

    private static Kind kind(int errorType, int rings) {
        return switch (errorType) {
            case TopologyValidationError.HOLE_OUTSIDE_SHELL -> Kind.HOLE_OUTSIDE;
            case TopologyValidationError.NESTED_HOLES -> Kind.HOLE_IN_HOLE;
            case TopologyValidationError.NESTED_SHELLS -> Kind.PART_IN_PART;
            case TopologyValidationError.DISCONNECTED_INTERIOR -> Kind.CUT_IN_TWO;
            case TopologyValidationError.DUPLICATE_RINGS -> Kind.RING_TWICE;
            case TopologyValidationError.TOO_FEW_POINTS -> Kind.TOO_FEW_VERTICES;
            case TopologyValidationError.INVALID_COORDINATE -> Kind.NO_PLACE;
            default -> rings == 1 ? Kind.CROSSES_ITSELF : Kind.RINGS_CROSS;
        };
    }

    private static Optional<WgsCoordinate> place(Coordinate at) {
        if (at == null) {
            return Optional.empty();
        }
        double longitude = at.x > 180 ? at.x - 360 : at.x < -180 ? at.x + 360 : at.x;
        return Optional.of(new WgsCoordinate(at.y, longitude));
    }
}
