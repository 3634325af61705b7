package org.rollcall.bench.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

import org.rollcall.bench.Settings;

/** Rows a second that the cluster takes from its own tool, into the ceiling's table: no HTTP, no JSON, no Java. */
final class PgBench {

    private static final int ROWS = 500;
    private static final String INSERT = "insert into fix select gen_random_uuid(), now() + n * interval '1 microsecond',"
            + " substring(uuid_send(gen_random_uuid()) from 1 for 16), now(), gen_random_uuid(), 1, 100, 30, 100, 30,"
            + " 'WGS84', 10, null, false, 'TIMER', 'INSIDE', -1000, false, 1, null, null from generate_series(1, "
            + ROWS
            + ") n on conflict do nothing;\n";

    private PgBench() {
    }

    /** @return empty where there is no pgbench */
    static OptionalDouble rowsASecond(Settings settings, Map<String, String> database, int seconds) {
        try {
            var script = Files.writeString(settings.work().resolve("pgbench.sql"), INSERT);
            var out = settings.work().resolve("pgbench.log");
            var builder = new ProcessBuilder("pgbench", "-n", "-c", "2", "-j", "1", "-T", String.valueOf(seconds), "-f",
                    script.toString(), "-h", "127.0.0.1", "-p", database.get("ROLLCALL_DB_PORT"), "-U",
                    "rollcall_owner", database.get("ROLLCALL_DB_NAME")).redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().put("PGPASSWORD", database.get("ROLLCALL_DB_OWNER_PASSWORD"));
            var process = builder.start();
            if (!process.waitFor(seconds + 30L, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return OptionalDouble.empty();
            }
            return Files.readAllLines(out).stream().filter(line -> line.startsWith("tps = "))
                    .mapToDouble(line -> Double.parseDouble(line.split(" ")[2]) * ROWS).findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
