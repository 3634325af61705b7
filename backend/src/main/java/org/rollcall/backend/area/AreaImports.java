package org.rollcall.backend.area;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.json.JsonObject;
import org.rollcall.backend.access.JdbcScope;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.platform.UploadScan;

/**
 * Takes in a file of areas: each feature becomes an area, a version of one, or is refused by itself; all in one
 * transaction with the audit row and the rules of everybody who is judged by what moved. One import at a time runs on all
 * nodes together; a few more may be on their way to disk. For worker threads.
 */
@ApplicationScoped
class AreaImports {

    private static final int UPLOADS_AT_ONCE = 4;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CODE = 100;

    private final JdbcScope jdbc;
    private final Scope scope;
    private final Idempotency idempotency;
    private final JudgedPeople people;
    private final AuditTrail audit;
    private final AreaConfig config;
    private final UploadScan scan;
    private final Clock clock;
    private final Semaphore uploads = new Semaphore(UPLOADS_AT_ONCE);

    AreaImports(JdbcScope jdbc, Scope scope, Idempotency idempotency, JudgedPeople people, AuditTrail audit,
            AreaConfig config, Clock clock, UploadScan scan) {
        this.scan = scan;
        this.jdbc = jdbc;
        this.scope = scope;
        this.idempotency = idempotency;
        this.people = people;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    AreaImport run(InputStream body, ImportOptions options) {
        if (!uploads.tryAcquire()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Other files are being taken in.");
        }
        try (var file = SpooledBody.of(body, config.largestImport().asLongValue())) {
            scan(file);
            return jdbc.inTransaction(connection -> idempotency.once(connection, file.sha256(), AreaImport.class,
                    () -> imported(connection, file, options)));
        } finally {
            uploads.release();
        }
    }

    /** Before any parser of ours reads it. */
    private void scan(SpooledBody file) {
        try (var bytes = file.open()) {
            scan.check(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AreaImport imported(Connection connection, SpooledBody file, ImportOptions options) {
        try (var features = file.open()) {
            takeTurn(connection);
            return take(connection, features, file.sha256(), options);
        } catch (SQLException e) {
            throw new JdbcScope.Failed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void takeTurn(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_xact_lock(4711, 1000)");
                var rows = statement.executeQuery()) {
            rows.next();
            if (!rows.getBoolean(1)) {
                throw new ProblemException(ProblemType.CONFLICT, "Another import is under way: try again after it.");
            }
        }
    }

    private AreaImport take(Connection connection, InputStream features, String sha256, ImportOptions options)
            throws SQLException {
        var now = Timestamps.now(clock);
        var items = new ArrayList<AreaImportItem>();
        try (var writer = new AreaWriter(connection, options, now)) {
            new FeatureCollectionReader(options.codeProperty(), options.nameProperty()).read(features,
                    feature -> items.add(take(writer, feature, options)));
            writer.flush();
            people.bump(connection, writer.moved(), options.validFrom().orElse(now));
        }
        var result = AreaImport.of(items);
        audit.record(connection, deed(result, sha256, options));
        return result;
    }

    private static AreaImportItem take(AreaWriter writer, Feature feature, ImportOptions options)
            throws SQLException {
        try {
            return writer.write(feature, ShapeBuilder.build(checked(feature), options.crs(), options.repair()));
        } catch (RefusedFeature e) {
            return AreaImportItem.refused(feature, e);
        }
    }

    private static Feature checked(Feature feature) {
        if (feature.refusal().isPresent()) {
            throw feature.refusal().get();
        }
        if (feature.name() == null || !isText(feature.name(), LONGEST_NAME)) {
            throw new RefusedFeature("it has no name of 1 to 200 characters");
        }
        if (feature.code() != null && !isText(feature.code(), LONGEST_CODE)) {
            throw new RefusedFeature("its code is not 1 to 100 characters long");
        }
        return feature;
    }

    private static boolean isText(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.indexOf('\0') < 0;
    }

    private Deed deed(AreaImport result, String sha256, ImportOptions options) {
        return new Deed(scope.account(), Action.AREAS_IMPORTED, Ids.next(), Optional.empty(),
                new JsonObject().put("sha256", sha256).put("crs", options.crs().name())
                        .put("created", result.created()).put("updated", result.updated())
                        .put("refused", result.refused()));
    }
}
