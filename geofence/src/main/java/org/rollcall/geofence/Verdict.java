package org.rollcall.geofence;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Where a fix lies, as far as anybody can tell from it.
 *
 * @param answer certainly inside, certainly outside, or not sure
 * @param distanceMetres signed distance of the point to the permitted area's border: negative inside, positive outside;
 *        empty where nothing is permitted, so that there is no border
 * @param cause what decided
 */
public record Verdict(Answer answer, OptionalDouble distanceMetres, Cause cause) {

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
        /** The circle lies outside by more than the margin. */
        CIRCLE_OUTSIDE,
        /** The circle or the margin reaches over the border. */
        BORDER_WITHIN_REACH,
        /** The phone did not say how accurate the fix is. */
        ACCURACY_UNKNOWN,
        /** The fix is too coarse to decide anything. */
        TOO_COARSE,
        /** Nothing is permitted at that time: a fault of the rules, not of the person. */
        NO_PERMITTED_AREA
    }

    /**
     * Judges one fix against the areas that a person may be in at the fix's own time. The accuracy circle decides, not
     * the point. Pure and thread-safe.
     *
     * @param permitted home and permissions in force at the fix's time; their union is permitted
     */
    public static Verdict of(Fix fix, List<Area> permitted, Margins margins) {
        if (permitted.isEmpty()) {
            return new Verdict(Answer.UNSURE, OptionalDouble.empty(), Cause.NO_PERMITTED_AREA);
        }
        // Of a union, the least signed distance is exact outside and never deeper than the truth inside: it can make a
        // fix unsure that lies on a line shared by two areas, never a fix inside that is not.
        double distance = Double.POSITIVE_INFINITY;
        for (var area : permitted) {
            distance = Math.min(distance, area.signedDistanceMetres(fix.place()));
        }
        var cause = cause(distance, fix.accuracyMetres(), margins);
        return new Verdict(answer(cause), OptionalDouble.of(distance), cause);
    }

    private static Cause cause(double distance, OptionalDouble accuracyMetres, Margins margins) {
        if (accuracyMetres.isEmpty()) {
            return Cause.ACCURACY_UNKNOWN;
        }
        double accuracy = accuracyMetres.getAsDouble();
        if (accuracy > margins.uselessMetres()) {
            return Cause.TOO_COARSE;
        }
        if (distance <= 0 && -distance >= accuracy) {
            return Cause.CIRCLE_INSIDE;
        }
        if (distance <= 0 && accuracy <= margins.sharpMetres()) {
            return Cause.SHARP_POINT_INSIDE;
        }
        if (distance > accuracy + margins.borderMetres()) {
            return Cause.CIRCLE_OUTSIDE;
        }
        return Cause.BORDER_WITHIN_REACH;
    }

    private static Answer answer(Cause cause) {
        return switch (cause) {
            case CIRCLE_INSIDE, SHARP_POINT_INSIDE -> Answer.INSIDE;
            case CIRCLE_OUTSIDE -> Answer.OUTSIDE;
            case BORDER_WITHIN_REACH, ACCURACY_UNKNOWN, TOO_COARSE, NO_PERMITTED_AREA -> Answer.UNSURE;
        };
    }
}
