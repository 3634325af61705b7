package org.rollcall.backend.area;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;
import org.rollcall.backend.area.AreaImportItem.Disposition;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Timestamps;

/**
 * Writes the areas of one file within one JDBC transaction. New areas go in batches, bounded by bytes; a known code adds a
 * version, unless the shape is the newest version's to the last bit. Shapes travel as EWKB in binary, which the server
 * takes as it is.
 */
final class AreaWriter implements AutoCloseable {

    private static final int BATCH_BYTES = 4 << 20;
    private static final String ADD_AREA = "insert into area (id, kind, code, name, created_at, unit_id)"
            + " values (?, ?, ?, ?, ?, own_unit())";
    private static final String ADD_FIRST = "insert into area_version (area_id, version, shape, radius_m, source_crs, valid,"
            + " known_from) values (?, 1, st_geomfromewkb(?), ?, ?, tstzrange(?, null), ?)";
    private static final String ADD_NEXT = "insert into area_version (area_id, version, shape, radius_m, source_crs, valid,"
            + " known_from) select ?, last.version + 1, given.shape, given.radius_m, ?, tstzrange(?, null),"
            + " greatest(?, last.known_from + interval '1 microsecond') from (select version, shape, radius_m, known_from"
            + " from area_version where area_id = ? order by version desc limit 1) last"
            + " cross join (select st_geomfromewkb(?) as shape, ?::double precision as radius_m) given"
            + " where not (last.shape = given.shape and last.radius_m is not distinct from given.radius_m)";
    private static final String KNOWN = "select id, kind, ours from area_of_code(?)";
    private static final String RENAME = "update area set name = ? where id = ? and name <> ?";

    private final ImportOptions options;
    private final Instant now;
    private final PreparedStatement addArea;
    private final PreparedStatement addFirst;
    private final PreparedStatement addNext;
    private final PreparedStatement known;
    private final PreparedStatement rename;
    private final WKBWriter wkb = new WKBWriter(2, ByteOrderValues.BIG_ENDIAN, true);
    private final Set<String> codes = new HashSet<>();
    private final List<UUID> moved = new ArrayList<>();
    private int waitingBytes;

    AreaWriter(Connection connection, ImportOptions options, Instant now) throws SQLException {
        this.options = options;
        this.now = now;
        addArea = connection.prepareStatement(ADD_AREA);
        addFirst = connection.prepareStatement(ADD_FIRST);
        addNext = connection.prepareStatement(ADD_NEXT);
        known = connection.prepareStatement(KNOWN);
        rename = connection.prepareStatement(RENAME);
    }

    /** The areas whose boundary is another one now. */
    List<UUID> moved() {
        return moved;
    }

    /** @throws RefusedFeature if the code is none of the asker's to write */
    AreaImportItem write(Feature feature, Shape shape) throws SQLException {
        if (feature.code() != null && !codes.add(feature.code())) {
            throw new RefusedFeature("its code comes twice in the file");
        }
        var area = feature.code() == null ? Optional.<UUID>empty() : find(feature.code(), shape.kind());
        return area.isEmpty() ? create(feature, shape) : update(area.get(), feature, shape);
    }

    private Optional<UUID> find(String code, String kind) throws SQLException {
        known.setString(1, code);
        try (var rows = known.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            if (!rows.getBoolean("ours")) {
                throw new RefusedFeature("the area with its code belongs to another unit");
            }
            if (!rows.getString("kind").equals(kind)) {
                throw new RefusedFeature("the area with its code is of another kind");
            }
            return Optional.of(rows.getObject("id", UUID.class));
        }
    }

    private AreaImportItem create(Feature feature, Shape shape) throws SQLException {
        var id = Ids.next();
        var bytes = wkb.write(shape.geometry());
        addArea.setObject(1, id);
        addArea.setString(2, shape.kind());
        addArea.setString(3, feature.code());
        addArea.setString(4, feature.name());
        addArea.setObject(5, Timestamps.utc(now));
        addArea.addBatch();
        addFirst.setObject(1, id);
        addFirst.setBytes(2, bytes);
        addFirst.setObject(3, shape.radiusMetres(), Types.DOUBLE);
        addFirst.setString(4, options.crs().name());
        addFirst.setObject(5, Timestamps.utc(options.validFrom().orElse(null)), Types.TIMESTAMP_WITH_TIMEZONE);
        addFirst.setObject(6, Timestamps.utc(now));
        addFirst.addBatch();
        waitingBytes += bytes.length;
        if (waitingBytes > BATCH_BYTES) {
            flush();
        }
        return AreaImportItem.taken(feature, shape, Disposition.CREATED, id);
    }

    private AreaImportItem update(UUID area, Feature feature, Shape shape) throws SQLException {
        addNext.setObject(1, area);
        addNext.setString(2, options.crs().name());
        addNext.setObject(3, Timestamps.utc(options.validFrom().orElse(now)));
        addNext.setObject(4, Timestamps.utc(now));
        addNext.setObject(5, area);
        addNext.setBytes(6, wkb.write(shape.geometry()));
        addNext.setObject(7, shape.radiusMetres(), Types.DOUBLE);
        boolean another = addNext.executeUpdate() == 1;
        if (another) {
            moved.add(area);
        }
        rename.setString(1, feature.name());
        rename.setObject(2, area);
        rename.setString(3, feature.name());
        boolean renamed = rename.executeUpdate() == 1;
        return AreaImportItem.taken(feature, shape, another || renamed ? Disposition.UPDATED : Disposition.UNCHANGED,
                area);
    }

    /** Sends what waits. */
    void flush() throws SQLException {
        addArea.executeBatch();
        addFirst.executeBatch();
        waitingBytes = 0;
    }

    @Override
    public void close() throws SQLException {
        for (var statement : List.of(addArea, addFirst, addNext, known, rename)) {
            statement.close();
        }
    }
}
