package org.rollcall.geofence;

/**
 * How sure a verdict must be (DOMAIN 7.4). All of it comes from policy, for provinces differ.
 *
 * @param borderMetres a fix is OUTSIDE only where its distance exceeds its accuracy and this margin
 * @param sharpMetres a point inside counts as INSIDE, wherever its circle reaches, up to this accuracy
 * @param uselessMetres above this accuracy a fix decides nothing, but is still a sign of life
 */
public record Margins(double borderMetres, double sharpMetres, double uselessMetres) {

    /** The defaults of DOMAIN 7.4: 100 m, 50 m, 2,000 m. */
    public static final Margins DEFAULT = new Margins(100, 50, 2_000);

    /** @throws IllegalArgumentException if a value is negative, not finite, or sharp is not below useless */
    public Margins {
        if (!(borderMetres >= 0 && borderMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the border margin is a number of metres, 0 or more");
        }
        if (!(sharpMetres > 0 && sharpMetres < uselessMetres && uselessMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sharp accuracy is more than 0 and below useless accuracy");
        }
    }
}
