package org.rollcall.geofence;

import java.util.Optional;
import java.util.OptionalDouble;

import org.rollcall.geofence.PermittedArea.Place;

/**
 * Where a fix lies, as far as anybody can tell from it. Immutable and thread-safe.
 *
 * @param answer certainly inside, certainly outside, or not sure
 * @param distanceMetres signed distance of the point to the permitted area's border: negative inside, positive outside;
 *        empty where there is no border, because nothing is permitted or, in transit, everything. Inside a permitted area,
 *        whatever its shape, a depth beyond both {@value #DEEP_METRES} m and the accuracy is given as the greater of these
 *        two: nothing depends on more
 * @param cause what decided
 * @param element the rule that decided: the nearest permitted area, or the exclusion; empty where nothing is permitted
 * @param marginMetres how far outside the point must lie to be OUTSIDE: the scaled accuracy and the policy's border
 *        margin; only the latter where the accuracy is unknown
 */
public record Verdict(Answer answer, OptionalDouble distanceMetres, Cause cause, Optional<Element> element,
        double marginMetres) {

    /** Metres inside a permitted area from which on it is not measured how deep. */
    public static final double DEEP_METRES = 500;

    /** Three answers, not two. */
    public enum Answer {
        INSIDE, OUTSIDE, UNSURE
    }

    /** What decided a verdict. */
    public enum Cause {
        /** The whole accuracy circle lies inside. */
        CIRCLE_INSIDE,
        /** The point lies inside and the fix is sharp. */
        SHARP_POINT_INSIDE,
        /** A permission lets the person be anywhere on the way, and the fix tells where that is. */
        IN_TRANSIT,
        /** The circle lies outside by more than the margin. */
        CIRCLE_OUTSIDE,
        /** The whole circle lies in an exclusion zone, or the point does and the fix is sharp. */
        IN_EXCLUSION,
        /** The circle or the margin reaches over the border. */
        BORDER_WITHIN_REACH,
        /** The circle reaches into an exclusion zone. */
        EXCLUSION_WITHIN_REACH,
        /** The phone did not say how accurate the fix is. */
        ACCURACY_UNKNOWN,
        /** The fix is too coarse to decide anything. */
        TOO_COARSE,
        /** Nothing is permitted at that time: a fault of the rules, not of the person. */
        NO_PERMITTED_AREA
    }

    /**
     * Judges one fix against what holds at the fix's own time. The accuracy circle decides, not the point. Pure and
     * thread-safe.
     */
    public static Verdict of(Fix fix, PermittedArea permitted, Margins margins) {
        return ofAreas(fix, permitted, margins).lessExclusions(fix, permitted, margins);
    }

    /** The verdict on home, permissions and transit alone. */
    static Verdict ofAreas(Fix fix, PermittedArea permitted, Margins margins) {
        var places = permitted.places();
        double accuracy = margins.radiusMetres(fix);
        double deepest = accuracy > DEEP_METRES ? accuracy : DEEP_METRES;
        Place nearest = null;
        double distance = Distances.A_MILLIMETRE;
        // Of a union, the least signed distance is exact outside and never deeper than the truth inside: it can make a
        // fix unsure that lies on a line shared by two areas, never a fix inside that is not. Once the whole circle is
        // inside one area, the others do not matter.
        for (int i = 0; i < places.length && !(-distance >= accuracy); i++) {
            double candidate = Distances.signedMetres(places[i].area(), fix.place(), deepest, Distances.A_MILLIMETRE);
            if (candidate < distance) {
                distance = candidate;
                nearest = places[i];
            }
        }
        if (nearest == null) {
            // In none of them: only now does it matter how far.
            distance = Double.POSITIVE_INFINITY;
            for (var place : places) {
                double candidate = Distances.signedMetres(place.area(), fix.place(), 0, distance);
                if (candidate < distance) {
                    distance = candidate;
                    nearest = place;
                }
            }
        }
        double margin = Double.isNaN(accuracy) ? margins.borderMetres() : accuracy + margins.borderMetres();
        var cause = nearest == null ? Cause.NO_PERMITTED_AREA : cause(distance, accuracy, fix, margins);
        if (answer(cause) != Answer.INSIDE && tells(cause) && permitted.freeTransit().isPresent()) {
            return new Verdict(Answer.INSIDE, OptionalDouble.empty(), Cause.IN_TRANSIT, permitted.freeTransitElement(),
                    margin);
        }
        return nearest == null
                ? new Verdict(Answer.UNSURE, OptionalDouble.empty(), cause, Optional.empty(), margin)
                : new Verdict(answer(cause), OptionalDouble.of(distance), cause, nearest.element(), margin);
    }

    /** This verdict with the exclusions taken into account, which forbid what anything else permits. */
    Verdict lessExclusions(Fix fix, PermittedArea permitted, Margins margins) {
        var zones = permitted.zones();
        if (zones.length == 0) {
            return this;
        }
        double accuracy = margins.radiusMetres(fix);
        if (Double.isNaN(accuracy) || fix.accuracyMetres().getAsDouble() > margins.uselessMetres()) {
            return this;
        }
        Place worst = null;
        double depth = accuracy;
        for (var zone : zones) {
            double candidate = Distances.signedMetres(zone.area(), fix.place(), Double.POSITIVE_INFINITY,
                    Math.max(depth, Distances.A_MILLIMETRE));
            if (candidate < depth) {
                depth = candidate;
                worst = zone;
            }
        }
        if (worst == null) {
            return this;
        }
        if (depth <= 0 && (-depth >= accuracy || fix.accuracyMetres().getAsDouble() <= margins.sharpMetres())) {
            return new Verdict(Answer.OUTSIDE, OptionalDouble.of(-depth), Cause.IN_EXCLUSION, worst.element(),
                    accuracy);
        }
        return answer == Answer.INSIDE
                ? new Verdict(Answer.UNSURE, OptionalDouble.of(-depth), Cause.EXCLUSION_WITHIN_REACH, worst.element(),
                        accuracy)
                : this;
    }

    /** The answer for a distance to the border of any one area. */
    static Answer answer(double distanceMetres, Fix fix, Margins margins) {
        return answer(cause(distanceMetres, margins.radiusMetres(fix), fix, margins));
    }

    /**
     * Whether a fix lies outside every home area for certain: who is inside a permitted area may be at home too, where the
     * two overlap, and who is on the way may be no farther from home than the fix is wrong.
     */
    static boolean awayFromHome(Fix fix, PermittedArea permitted, Margins margins) {
        // So far that the answer does not depend on more.
        double enough = margins.radiusMetres(fix) + margins.borderMetres() + 1;
        for (var place : permitted.places()) {
            if (place.element().get().kind() == Element.Kind.HOME && answer(
                    Distances.signedMetres(place.area(), fix.place(), 0, enough), fix, margins) != Answer.OUTSIDE) {
                return false;
            }
        }
        return true;
    }

    /** Whether a fix tells anything of the place: one that does not is in doubt even where the person may be anywhere. */
    private static boolean tells(Cause cause) {
        return cause != Cause.ACCURACY_UNKNOWN && cause != Cause.TOO_COARSE;
    }

    private static Cause cause(double distance, double accuracy, Fix fix, Margins margins) {
        if (Double.isNaN(accuracy)) {
            return Cause.ACCURACY_UNKNOWN;
        }
        double claimed = fix.accuracyMetres().getAsDouble();
        if (claimed > margins.uselessMetres()) {
            return Cause.TOO_COARSE;
        }
        if (distance <= 0 && -distance >= accuracy) {
            return Cause.CIRCLE_INSIDE;
        }
        if (distance <= 0 && claimed <= margins.sharpMetres()) {
            return Cause.SHARP_POINT_INSIDE;
        }
        if (distance > accuracy + margins.borderMetres()) {
            return Cause.CIRCLE_OUTSIDE;
        }
        return Cause.BORDER_WITHIN_REACH;
    }

    private static Answer answer(Cause cause) {
        return switch (cause) {
            case CIRCLE_INSIDE, SHARP_POINT_INSIDE, IN_TRANSIT -> Answer.INSIDE;
            case CIRCLE_OUTSIDE, IN_EXCLUSION -> Answer.OUTSIDE;
            case BORDER_WITHIN_REACH, EXCLUSION_WITHIN_REACH, ACCURACY_UNKNOWN, TOO_COARSE, NO_PERMITTED_AREA ->
                Answer.UNSURE;
        };
    }
}
