package org.rollcall.geofence;

/**
 * When an exclusion zone counts as entered: by one sharp fix or by two others (DOMAIN section 6). What a coarse one must
 * show is what DOMAIN 7.4 asks of a place inside. Immutable and thread-safe.
 *
 * @param sharpMetres one plausible fix opens at this claimed accuracy or better, if its whole circle lies in the zone
 * @param usableMetres two fixes open whose points lie in the zone, up to this claimed accuracy. Of a coarser one, up to
 *        {@link Margins#uselessMetres()}, the whole circle must: a base station in a zone says nothing of the phones it
 *        serves, and that all of a county is forbidden is no reason not to see somebody in the middle of it
 */
public record ZoneRule(double sharpMetres, double usableMetres) {

    /** 50 m (DOMAIN section 6) and 300 m. */
    public static final ZoneRule DEFAULT = new ZoneRule(50, 300);

    /** @throws IllegalArgumentException if a value is not positive, or sharp is coarser than usable */
    public ZoneRule {
        if (!(sharpMetres > 0 && sharpMetres <= usableMetres && usableMetres < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sharp is more than 0 and not coarser than usable");
        }
    }
}
