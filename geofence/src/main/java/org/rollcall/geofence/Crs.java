package org.rollcall.geofence;

/**
 * The coordinate systems that phones and maps in China use, and the way to WGS-84 and back.
 *
 * <p>GCJ-02 lies 18 to 700 m from WGS-84 and BD-09 another 765 to 986 m from GCJ-02 (DOMAIN 7.2), so a coordinate
 * without its system is worthless. The formulas are the public ones; the official transformation is not published.
 * Outside the rectangle 72.004–137.8347° E, 0.8293–55.8271° N all systems are the same. Stateless and thread-safe.
 *
 * <p>At the rectangle's edge the shift breaks off, at sea and abroad, more than 100 km from China. Where it points outwards
 * (in the east and the north), a coordinate up to 2 km beyond the edge may be that of a place there or of one within; where
 * it points inwards, some coordinates are of no place. {@link #toWgs84} takes what lies beyond the edge as it is, and undoes
 * the shift of all that lies within: there and back is the same to a millimetre for places 2 km and more from the edge, and
 * off by the shift at most, which is less than 2 km, for those nearer.
 */
public enum Crs {
    /** What satellites and the phones' own location services speak. */
    WGS84,
    /** The official Chinese system; equal to WGS-84 within decimetres and treated as equal. */
    CGCS2000,
    /** AMap, Tencent, WeChat {@code gcj02}. */
    GCJ02,
    /** Baidu: a second shift on top of GCJ-02. */
    BD09;

    /** Rounds of the fixed-point inverse: three leave less than 0.1 mm (DOMAIN 7.2). */
    private static final int INVERSE_ROUNDS = 4;

    private static final double KRASOVSKY_SEMI_MAJOR_AXIS = 6_378_245.0;
    private static final double KRASOVSKY_ECCENTRICITY_SQUARED = 0.00669342162296594323;
    private static final double BD_PI = Math.PI * 3000.0 / 180.0;

    /**
     * A coordinate as somebody's map writes it, in degrees of that map's own system.
     *
     * @param latitude degrees north
     * @param longitude degrees east
     */
    public record Raw(double latitude, double longitude) {}

    /**
     * The WGS-84 place of a coordinate of this system.
     *
     * @throws IllegalArgumentException if a value is not finite or out of range
     */
    public WgsCoordinate toWgs84(double latitude, double longitude) {
        var checked = new WgsCoordinate(latitude, longitude);
        return switch (this) {
            case WGS84, CGCS2000 -> checked;
            case GCJ02, BD09 -> inverse(checked);
        };
    }

    /** This system's coordinate of a WGS-84 place. */
    public Raw fromWgs84(WgsCoordinate place) {
        var raw = new Raw(place.latitude(), place.longitude());
        return switch (this) {
            case WGS84, CGCS2000 -> raw;
            case GCJ02 -> wgsToGcj(raw);
            case BD09 -> gcjToBd(wgsToGcj(raw));
        };
    }

    private WgsCoordinate inverse(WgsCoordinate target) {
        double latitude = target.latitude();
        double longitude = target.longitude();
        if (!inChina(latitude, longitude)) {
            return target;
        }
        for (int round = 0; round < INVERSE_ROUNDS; round++) {
            var shifted = shift(new Raw(latitude, longitude));
            latitude += target.latitude() - shifted.latitude();
            longitude += target.longitude() - shifted.longitude();
        }
        return new WgsCoordinate(latitude, longitude);
    }

    /** The forward shift without the test for China, which would tear the inverse at the rectangle's edge. */
    private Raw shift(Raw wgs) {
        var gcj = shiftToGcj(wgs);
        return this == BD09 ? shiftToBd(gcj) : gcj;
    }

    private static Raw wgsToGcj(Raw wgs) {
        return inChina(wgs.latitude(), wgs.longitude()) ? shiftToGcj(wgs) : wgs;
    }

    private static Raw gcjToBd(Raw gcj) {
        return inChina(gcj.latitude(), gcj.longitude()) ? shiftToBd(gcj) : gcj;
    }

    private static boolean inChina(double latitude, double longitude) {
        return longitude >= 72.004 && longitude <= 137.8347 && latitude >= 0.8293 && latitude <= 55.8271;
    }

    private static Raw shiftToGcj(Raw wgs) {
        double x = wgs.longitude() - 105.0;
        double y = wgs.latitude() - 35.0;
        double phi = Math.toRadians(wgs.latitude());
        double magic = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * Math.sin(phi) * Math.sin(phi);
        double sqrtMagic = Math.sqrt(magic);
        double meridional = KRASOVSKY_SEMI_MAJOR_AXIS * (1 - KRASOVSKY_ECCENTRICITY_SQUARED) / (magic * sqrtMagic);
        double parallel = KRASOVSKY_SEMI_MAJOR_AXIS / sqrtMagic * Math.cos(phi);
        return new Raw(wgs.latitude() + Math.toDegrees(northwardMetres(x, y) / meridional),
                wgs.longitude() + Math.toDegrees(eastwardMetres(x, y) / parallel));
    }

    private static double northwardMetres(double x, double y) {
        return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x))
                + ripple(6 * x, 20, 2 * x, 20)
                + ripple(y, 20, y / 3, 40)
                + ripple(y / 12, 160, y / 30, 320);
    }

    private static double eastwardMetres(double x, double y) {
        return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x))
                + ripple(6 * x, 20, 2 * x, 20)
                + ripple(x, 20, x / 3, 40)
                + ripple(x / 12, 150, x / 30, 300);
    }

    private static double ripple(double a, double amplitudeA, double b, double amplitudeB) {
        return (amplitudeA * Math.sin(a * Math.PI) + amplitudeB * Math.sin(b * Math.PI)) * 2.0 / 3.0;
    }

    private static Raw shiftToBd(Raw gcj) {
        double x = gcj.longitude();
        double y = gcj.latitude();
        double z = Math.hypot(x, y) + 0.00002 * Math.sin(y * BD_PI);
        double theta = Math.atan2(y, x) + 0.000003 * Math.cos(x * BD_PI);
        return new Raw(z * Math.sin(theta) + 0.006, z * Math.cos(theta) + 0.0065);
    }
}
