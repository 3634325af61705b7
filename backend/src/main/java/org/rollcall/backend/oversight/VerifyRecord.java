package org.rollcall.backend.oversight;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.Trace;

/**
 * {@code audit verify [--anchors DIRECTORY] [--key FINGERPRINT]...}: recomputes the record and tells what is not as it was
 * sealed, on standard output, each line behind {@code audit: }. Changes nothing.
 *
 * <p>Exit codes: 0 the record is whole, 1 it is not, 2 not understood, 3 it could not be verified.
 */
public final class VerifyRecord implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(VerifyRecord.class);
    private static final Duration PATIENCE = Duration.ofHours(12);
    private static final String USAGE = "usage: audit verify [--anchors DIRECTORY] [--key FINGERPRINT]...";

    private final Pool pool;
    private final OversightConfig config;

    VerifyRecord(@ReactiveDataSource("worker") Pool pool, OversightConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Override
    public int run(String... arguments) {
        if (arguments.length % 2 != 0 || arguments.length < 2 || !arguments[1].equals("verify")) {
            return notUnderstood();
        }
        var directory = config.anchorDirectory();
        Set<String> keys = new HashSet<>();
        for (int i = 2; i < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--anchors" -> directory = Optional.of(Path.of(arguments[i + 1]));
                case "--key" -> keys.add(arguments[i + 1]);
                default -> {
                    return notUnderstood();
                }
            }
        }
        return verify(new Verifier(pool, directory.map(AnchorFiles::new), keys));
    }

    private static int verify(Verifier verifier) {
        try {
            var report = verifier.verify().await().atMost(PATIENCE);
            report.lines().forEach(line -> System.out.println("audit: " + line));
            return report.isWhole() ? 0 : 1;
        } catch (RuntimeException e) {
            LOG.error("the record could not be verified", Trace.of(e));
            return 3;
        }
    }

    private static int notUnderstood() {
        LOG.error(USAGE);
        return 2;
    }
}
