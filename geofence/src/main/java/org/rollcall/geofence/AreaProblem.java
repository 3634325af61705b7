package org.rollcall.geofence;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with polygons, said so that somebody can mend them: what, in which ring and where. Immutable
 * and thread-safe.
 *
 * @param kind what is wrong
 * @param rings the rings it is wrong with; empty where it is the whole
 * @param at a place to look at on a map, where there is one; an exclusion's may show where a victim lives, so that it
 *        belongs into no log
 */
public record AreaProblem(Kind kind, List<Ring> rings, Optional<WgsCoordinate> at) {

    /** What can be wrong. */
    public enum Kind {
        NO_POLYGON("is no polygon or multipolygon, or an empty one"), TOO_MANY_VERTICES(
                "has more than " + Area.MAX_VERTICES + " vertices"), NO_PLACE(
                        "has a vertex that is no longitude and latitude"), AT_A_POLE(
                                "reaches to within a degree of a pole, where longitudes mean nothing"), ROUND_A_POLE(
                                        "goes once round the globe, that is, round a pole"), TOO_WIDE(
                                                "spans more than 180 degrees of longitude"), TANGLED(
                                                        "runs so close to itself so often that it cannot be checked: simplify it"), TOO_FEW_VERTICES(
                                                                "has fewer than three different vertices"), CROSSES_ITSELF(
                                                                        "crosses or touches itself"), RINGS_CROSS(
                                                                                "cross or run along one another"), RING_TWICE(
                                                                                        "are the same ring twice"), HOLE_OUTSIDE(
                                                                                                "is a hole that lies outside its polygon"), HOLE_IN_HOLE(
                                                                                                        "is a hole in a hole"), PART_IN_PART(
                                                                                                                "is a part that lies in another part"), CUT_IN_TWO(
                                                                                                                        "cut the polygon in two by touching one another");

        private final String says;

        Kind(String says) {
            this.says = says;
        }
    }

    /**
     * A ring as people count them.
     *
     * @param part the polygon it belongs to, from 1
     * @param hole which hole of that polygon, from 1; 0 for the outer ring
     */
    public record Ring(int part, int hole) {

        @Override
        public String toString() {
            return (hole == 0 ? "the outer ring" : "hole " + hole) + " of part " + part;
        }
    }

    /** @throws NullPointerException if a part is missing */
    public AreaProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        rings = List.copyOf(rings);
    }

    static AreaProblem of(Kind kind) {
        return new AreaProblem(kind, List.of(), Optional.empty());
    }

    static AreaProblem of(Kind kind, Ring ring) {
        return new AreaProblem(kind, List.of(ring), Optional.empty());
    }

    /** What is wrong and in which ring, without the place: fit for an exception's message. */
    public String sentence() {
        var who = rings.isEmpty()
                ? "the area"
                : rings.stream().map(Ring::toString).collect(Collectors.joining(" and "));
        return who + " " + kind.says;
    }

    /** What is wrong, in which ring and where, for the person who drew it. */
    public String sentenceWithPlace() {
        return sentence() + at.map(place -> String.format(Locale.ROOT, " at latitude %.6f, longitude %.6f",
                place.latitude(), place.longitude())).orElse("");
    }
}
