package org.rollcall.backend.location;

import java.time.Instant;
import java.util.List;

import io.vertx.mutiny.sqlclient.Row;

/**
 * A GeoJSON FeatureCollection of fixes, as it goes over the wire.
 *
 * @param next what to send as {@code after} to get what follows; null, hence absent, at the end
 */
public record Trajectory(String type, List<Feature> features, String next) {

    /** The media type of GeoJSON (RFC 7946). */
    static final String MEDIA_TYPE = "application/geo+json";

    static final String COLUMNS = "fixed_at, received_at, judged_seq, lon, lat, accuracy_m, speed_mps, mock, trigger, verdict,"
            + " distance_m, late, rules_version, source_hash";

    Trajectory(List<Feature> features, String next) {
        this("FeatureCollection", List.copyOf(features), next);
    }

    /** A fix as a GeoJSON feature. */
    public record Feature(String type, Point geometry, Properties properties) {

        static Feature of(Row row, String kept) {
            return new Feature("Feature", new Point("Point", List.of(row.getDouble("lon"), row.getDouble("lat"))),
                    Properties.of(row, kept));
        }
    }

    /** A place, WGS-84, longitude first. */
    public record Point(String type, List<Double> coordinates) {}

    /**
     * What is known of a fix and how it was judged. What is null is unknown, hence absent.
     *
     * @param kept why it is still there, where the raw fixes of its day are gone
     */
    public record Properties(Instant fixedAt, Instant receivedAt, long judgedSeq, String verdict, Float distanceMetres,
            Float accuracyMetres, Float speedMetresPerSecond, Boolean mock, String trigger, boolean late,
            long rulesVersion, String kept) {

        private static Properties of(Row row, String kept) {
            return new Properties(row.getOffsetDateTime("fixed_at").toInstant(),
                    row.getOffsetDateTime("received_at").toInstant(), row.getLong("judged_seq"),
                    row.getString("verdict"), row.getFloat("distance_m"), row.getFloat("accuracy_m"),
                    row.getFloat("speed_mps"), row.getBoolean("mock"), row.getString("trigger"),
                    row.getBoolean("late"), row.getLong("rules_version"), kept);
        }
    }
}
