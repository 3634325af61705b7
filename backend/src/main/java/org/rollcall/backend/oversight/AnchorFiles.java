package org.rollcall.backend.oversight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * Anchors in a directory, a file each: {@code anchor-00000001.json}. A file is on the disk whole before it has its name,
 * and what has a name is never written to again. Blocks. Thread-safe, also where several nodes share the directory.
 */
final class AnchorFiles {

    /** A file of that name that holds something else. */
    static final class Contradicted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Contradicted(Path file) {
            super(file.getFileName() + " holds another anchor than the database");
        }
    }

    /** A file; without an anchor where it holds none. */
    record Read(Path file, Optional<Anchor> anchor) {}

    private static final Pattern NAME = Pattern.compile("anchor-(\\d{8,18})\\.json");

    private final Path directory;

    AnchorFiles(Path directory) {
        this.directory = directory;
    }

    /** The number of the last that is there; 0 where there is none. */
    long last() {
        return list().stream().mapToLong(AnchorFiles::number).max().orElse(0);
    }

    /** All, in order of their numbers. */
    List<Read> all() {
        return list().stream().map(file -> new Read(file, read(file))).toList();
    }

    /**
     * Writes that anchor, unless it is there.
     *
     * @throws Contradicted if another is there under its number
     * @throws UncheckedIOException if it cannot be written
     */
    void write(Anchor anchor) {
        var file = directory.resolve("anchor-%08d.json".formatted(anchor.number()));
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                writeAnew(file, anchor);
            }
            if (!read(file).filter(anchor::isSameAs).isPresent()) {
                throw new Contradicted(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeAnew(Path file, Anchor anchor) throws IOException {
        var scratch = Files.createTempFile(directory, ".anchor-", ".tmp");
        try {
            try (var channel = FileChannel.open(scratch, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer
                        .wrap((anchor.json().encodePrettily() + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.setPosixFilePermissions(scratch,
                    PosixFilePermissions.fromString("r--r--r--"));
            // A second name is refused where there is one, which a renaming is not.
            Files.createLink(file, scratch);
        } catch (FileAlreadyExistsException e) {
            // Another node was first.
        } finally {
            Files.deleteIfExists(scratch);
        }
        try (var names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private List<Path> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(AnchorFiles::number)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    private static Optional<Anchor> read(Path file) {
        try {
            var anchor = Anchor.of(new JsonObject(Files.readString(file, StandardCharsets.UTF_8)));
            return anchor.number() == number(file) ? Optional.of(anchor) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DecodeException | IllegalArgumentException | NullPointerException | ClassCastException
                | DateTimeException e) {
            return Optional.empty();
        }
    }
}
