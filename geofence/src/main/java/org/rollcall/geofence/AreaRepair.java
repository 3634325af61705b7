package org.rollcall.geofence;

import java.util.List;
import java.util.Objects;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.rollcall.geofence.AreaProblem.Kind;

/**
 * An area made of polygons that were not valid, at somebody's own request: what was meant by a border that crosses
 * itself is a guess, and whoever asked must look at the result. Immutable and thread-safe.
 *
 * @param area what came out
 * @param problems what was wrong; empty where nothing was and nothing was changed
 * @param partsBefore how many polygons there were
 * @param partsAfter how many there are now
 */
public record AreaRepair(Area area, List<AreaProblem> problems, int partsBefore, int partsAfter) {

    /** A repair may make a vertex of each crossing, so that fewer are borne than where they are only looked for. */
    private static final long COMPARISONS = 2_000_000;

    /**
     * Each loop between crossings becomes an area that is united with the others: of a star of 101 points that is done in
     * a tenth of a second, of one of 1,001 not within a minute.
     */
    private static final int CROSSINGS = 5_000;

    /** @throws NullPointerException if a part is missing */
    public AreaRepair {
        Objects.requireNonNull(area, "area");
        problems = List.copyOf(problems);
    }

    /**
     * Repairs polygons as JTS's GeometryFixer does: every loop of a border that crosses itself becomes area, what
     * overlaps is united, what has no area goes.
     *
     * @param polygonal WGS-84 polygons, x the longitude; not changed
     * @throws InvalidAreaException for what is beyond repair: a vertex that is no place, a ring round a pole, too many or
     *         too tangled vertices, no area at all
     */
    public static AreaRepair of(Geometry polygonal) {
        AreaCheck.requirePlaces(polygonal);
        var joined = Antimeridian.join(polygonal);
        var problems = AreaCheck.problems(joined);
        if (problems.isEmpty()) {
            return new AreaRepair(Area.polygonal(polygonal), problems, polygonal.getNumGeometries(),
                    polygonal.getNumGeometries());
        }
        if (Tangle.exceeds(joined, COMPARISONS) || Tangle.crossesMoreThan(joined, CROSSINGS)) {
            throw new InvalidAreaException(AreaProblem.of(Kind.TANGLED));
        }
        var fixed = fixed(joined);
        if (fixed.isEmpty()) {
            throw new InvalidAreaException(problems);
        }
        return new AreaRepair(Area.polygonal(fixed), problems, polygonal.getNumGeometries(),
                fixed.getNumGeometries());
    }

    /** Nothing where JTS finds no way. */
    private static Geometry fixed(Geometry joined) {
        try {
            return GeometryFixer.fix(joined);
        } catch (TopologyException e) {
            return joined.getFactory().createPolygon();
        }
    }
}
