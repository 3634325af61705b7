package org.rollcall.bench.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.rollcall.bench.Settings;

/**
 * A machine's clock, as one process sees it, that can be set while it runs; what measures how long something takes goes on.
 * By libfaketime, where that is installed.
 */
final class SetClock {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"), Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));

    private final Path library;
    private final Path file;

    private SetClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** One that is right at first; none where the library is not installed. */
    static Optional<SetClock> find(Settings settings) {
        return LIBRARIES.stream().filter(Files::exists).findFirst().map(library -> {
            var clock = new SetClock(library, settings.work().resolve("clock"));
            clock.set(Duration.ZERO);
            return clock;
        });
    }

    /** What a process needs to see it. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_CACHE_DURATION", "1");
    }

    /** Sets it, which is seen within a second, to so much later than it is, or earlier. */
    void set(Duration ahead) {
        try {
            var written = Files.writeString(Path.of(file + ".new"), "%+d%n".formatted(ahead.toSeconds()));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
