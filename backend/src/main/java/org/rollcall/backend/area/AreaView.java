package org.rollcall.backend.area;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.vertx.mutiny.sqlclient.Row;
import org.locationtech.jts.io.geojson.GeoJsonWriter;
import org.rollcall.backend.access.MaskedName;
import org.rollcall.backend.platform.Timestamps;

/**
 * An area in the version that holds now, as the API shows it; one that is yet to come in its newest.
 *
 * @param code null for none
 * @param radiusMetres null for a boundary
 * @param validFrom null for no beginning
 * @param validUntil when another version takes over; null while none is known
 * @param shape GeoJSON; null in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AreaView(UUID id, String kind, String code, String name, int version, String sourceCrs,
        Double radiusMetres, Instant validFrom, Instant validUntil, Instant createdAt, @JsonRawValue String shape) {

    private static final int DECIMALS = 9;

    /** As a list shows it: of a home no more of its name than its first character. */
    static AreaView of(Row row) {
        var name = row.getString("name");
        return new AreaView(row.getUUID("id"), row.getString("kind"), row.getString("code"),
                row.getBoolean("home") ? MaskedName.of(name) : name,
                row.getInteger("version"), row.getString("source_crs"), row.getDouble("radius_m"),
                Timestamps.instant(row, "valid_from"), Timestamps.instant(row, "valid_until"),
                Timestamps.instant(row, "created_at"), null);
    }

    static AreaView of(AreaEntity area, AreaVersionEntity version, Instant validUntil) {
        var geoJson = new GeoJsonWriter(DECIMALS);
        geoJson.setEncodeCRS(false);
        return new AreaView(area.id, area.kind, area.code, area.name, version.version, version.sourceCrs,
                version.radiusMetres, version.validFrom, validUntil, area.createdAt, geoJson.write(version.shape));
    }

    /** The same, with no more of its name than its first character. */
    AreaView masked() {
        return new AreaView(id, kind, code, MaskedName.of(name), version, sourceCrs, radiusMetres, validFrom,
                validUntil, createdAt, shape);
    }
}
