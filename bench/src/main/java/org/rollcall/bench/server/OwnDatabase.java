package org.rollcall.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;

/**
 * A PostgreSQL cluster of the benchmark's own. Durable as in production: it is not the tests' fast one. Close it: the
 * cluster ends, and its files stay for the next run.
 */
public final class OwnDatabase implements AutoCloseable {

    // Ends so that a node may be given a clock that is wrong.
    private static final String NAME = "bench_demo";

    private final Settings settings;
    private final Path cluster;

    private OwnDatabase(Settings settings) {
        this.settings = settings;
        this.cluster = settings.work().resolve("postgres");
    }

    /** With an empty database in it. */
    public static OwnDatabase start(Settings settings) {
        var database = new OwnDatabase(settings);
        database.resume();
        database.postgres("createdb", NAME, "--fresh");
        return database;
    }

    /** One more database, empty. */
    public void create(String name) {
        postgres("createdb", name, "--fresh");
    }

    /** What a program needs to use a database of it, as the application's environment. */
    public Map<String, String> environment(String name) {
        var environment = new HashMap<String, String>();
        postgres("env", name).lines().forEach(line -> {
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return environment;
    }

    /** The same of the application's database. */
    public Map<String, String> environment() {
        return environment(NAME);
    }

    /** The only value that a query of the administrator finds. */
    public String query(String sql) {
        return postgres("psql", NAME, "-Atc", sql).strip();
    }

    /** The same of another database. */
    public String query(String name, String sql) {
        return postgres("psql", name, "-Atc", sql).strip();
    }

    /** Runs a script of psql; what it prints. */
    public String script(String sql) {
        try {
            var file = settings.work().resolve("script.sql");
            Files.writeString(file, sql);
            return postgres("psql", NAME, "-AtX", "-v", "ON_ERROR_STOP=1", "-f", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only column that a query finds. */
    public List<String> list(String sql) {
        return postgres("psql", NAME, "-Atc", sql).lines().toList();
    }

    /** Writes what a query finds into a file, a row a line, columns apart by tabs. */
    public Path export(String sql) {
        var file = settings.work().resolve("export.tsv");
        script("\\copy (" + sql.replaceAll("\\s+", " ") + ") to '" + file + "'");
        return file;
    }

    /** How many bytes of WAL have been written since the cluster was made. */
    public long walBytes() {
        return Long.parseLong(query("select (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint"));
    }

    /** The process that all others of the cluster descend from. */
    public long pid() {
        var status = postgres("status").strip();
        return Long.parseLong(status.replaceAll(".*pid=(\\d+).*", "$1"));
    }

    /** Where its files are. */
    public Path data() {
        return Path.of(postgres("status").strip().replaceAll(".* data=", ""));
    }

    /** Stops it, as an operator does. */
    public void stop() {
        postgres("stop");
    }

    /** Whether it takes questions. */
    public boolean answers() {
        try {
            return query("select 1").equals("1");
        } catch (BenchException e) {
            return false;
        }
    }

    /** kill -9. */
    public void crash() {
        postgres("crash");
    }

    /** Starts it again, whatever happened to it. */
    public void resume() {
        postgres("start");
    }

    private String postgres(String command, String... arguments) {
        var words = new ArrayList<>(List.of("bash", settings.root().resolve("build-tools/postgres.sh").toString(),
                command, cluster.toString()));
        words.addAll(List.of(arguments));
        return Command.run(settings.work().resolve("postgres-" + command + ".log"), Map.of(), "", words);
    }

    @Override
    public void close() {
        postgres("stop");
    }
}
