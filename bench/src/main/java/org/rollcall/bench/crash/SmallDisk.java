package org.rollcall.bench.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.Settings;
import org.rollcall.bench.server.Command;
import org.rollcall.bench.server.OwnDatabase;

/**
 * A file system of its own under the database's log of writes, which can be filled up. Only who may mount one has it. Close
 * it with the database stopped: the log moves back.
 */
final class SmallDisk implements AutoCloseable {

    /** Beside what the log has taken already. */
    private static final long ROOM = 64L << 20;

    private final Settings settings;
    private final Path mount;
    private final Path wal;

    private SmallDisk(Settings settings, Path mount, Path wal) {
        this.settings = settings;
        this.mount = mount;
        this.wal = wal;
    }

    /** Moves the log of a database that is stopped there; none where mounting is not allowed. */
    static Optional<SmallDisk> under(Settings settings, OwnDatabase database) {
        var disk = new SmallDisk(settings, settings.work().resolve("small-disk"), database.data().resolve("pg_wal"));
        try {
            Files.createDirectories(disk.mount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            disk.run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + (size(disk.wal) + ROOM), "tmpfs",
                    disk.mount.toString());
        } catch (BenchException e) {
            return Optional.empty();
        }
        disk.run("cp", "-a", disk.wal.toString(), disk.mount.resolve("pg_wal").toString());
        disk.run("mv", disk.wal.toString(), disk.wal + ".before");
        disk.run("ln", "-s", disk.mount.resolve("pg_wal").toString(), disk.wal.toString());
        return Optional.of(disk);
    }

    /** Leaves no byte free. */
    void fill() {
        try (var out = Files.newOutputStream(ballast())) {
            var block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full.
        }
    }

    /** Gives it all back. */
    void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path directory) {
        try (var files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return mount.resolve("ballast");
    }

    @Override
    public void close() {
        free();
        run("rm", wal.toString());
        run("rm", "-rf", wal + ".before");
        run("cp", "-a", mount.resolve("pg_wal").toString(), wal.toString());
        run("umount", mount.toString());
    }

    private void run(String... words) {
        Command.run(settings.work().resolve("small-disk.log"), Map.of(), "", List.of(words));
    }
}
