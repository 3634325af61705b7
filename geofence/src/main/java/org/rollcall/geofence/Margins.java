package org.rollcall.geofence;

/**
 * How sure a verdict must be (DOMAIN 7.4). All of it comes from policy, for provinces differ. Immutable and
 * thread-safe.
 *
 * @param borderMetres a fix is OUTSIDE only where its distance exceeds its scaled accuracy and this margin
 * @param sharpMetres a point inside counts as INSIDE, wherever its circle reaches, up to this claimed accuracy
 * @param uselessMetres above this claimed accuracy a fix decides nothing, but is still a sign of life
 * @param accuracyScale what a claimed radius (68 %) is multiplied with before it is believed; see {@link #scaleFor}
 * @param fineMetres up to this claim a radius is multiplied with {@code fineScale} instead: satellites and Wi-Fi err less
 *        far beyond what they claim than base stations do, and do not err alike for an hour
 * @param fineScale at most {@code accuracyScale}, so that a coarser claim never reaches less far
 */
public record Margins(double borderMetres, double sharpMetres, double uselessMetres, double accuracyScale,
        double fineMetres, double fineScale) {

    /** The defaults of DOMAIN 7.4: 100 m, 50 m, 2,000 m, the radius as claimed. */
    public static final Margins DEFAULT = new Margins(100, 50, 2_000);

    /** What a phone's radius is stated for. */
    private static final double CLAIMED_CONFIDENCE = 0.68;

    /**
     * @throws IllegalArgumentException if a value is negative, not finite, sharp is not below useless, a scale is not
     *         between 0.5 and 5, or fine claims are scaled more than coarse ones
     */
    public Margins {
        if (!(borderMetres >= 0 && borderMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the border margin is a number of metres, 0 or more");
        }
        if (!(sharpMetres > 0 && sharpMetres < uselessMetres && uselessMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sharp accuracy is more than 0 and below useless accuracy");
        }
        if (!(accuracyScale >= 0.5 && accuracyScale <= 5)) {
            throw new IllegalArgumentException("the accuracy scale is between 0.5 and 5");
        }
        if (!(fineMetres >= 0 && fineMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a fine claim is a number of metres, 0 or more");
        }
        if (!(fineScale >= 0.5 && fineScale <= accuracyScale)) {
            throw new IllegalArgumentException(
                    "the scale of fine claims is between 0.5 and the one of coarse claims");
        }
    }

    /** Margins that scale all claims alike. */
    public Margins(double borderMetres, double sharpMetres, double uselessMetres, double accuracyScale) {
        this(borderMetres, sharpMetres, uselessMetres, accuracyScale, 0, accuracyScale);
    }

    /** Margins that believe the radius as claimed. */
    public Margins(double borderMetres, double sharpMetres, double uselessMetres) {
        this(borderMetres, sharpMetres, uselessMetres, 1);
    }

    /**
     * The scale that turns a 68 % radius into one of another confidence, for errors that are normal in both directions:
     * 1.42 for 90 %, 1.62 for 95 %, 2.01 for 99 %, 2.26 for 99.7 %, 2.46 for 99.9 %.
     *
     * @param confidence more than 0, less than 1
     */
    public static double scaleFor(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("a confidence lies between 0 and 1");
        }
        return Math.sqrt(Math.log1p(-confidence) / Math.log1p(-CLAIMED_CONFIDENCE));
    }

    /** The radius a fix is judged by, in metres; NaN where the phone did not say. */
    double radiusMetres(Fix fix) {
        if (fix.accuracyMetres().isEmpty()) {
            return Double.NaN;
        }
        double claimed = fix.accuracyMetres().getAsDouble();
        return claimed <= fineMetres ? claimed * fineScale : claimed * accuracyScale;
    }
}
