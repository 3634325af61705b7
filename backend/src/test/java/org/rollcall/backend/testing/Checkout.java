package org.rollcall.backend.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the repository are, from whichever directory the tests run. */
public final class Checkout {

    private Checkout() {
    }

    /** The directory that holds everything. */
    public static Path root() {
        for (var path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("build-tools/postgres.sh"))) {
                return path;
            }
        }
        throw new IllegalStateException("build-tools/postgres.sh not found above the working directory");
    }

    /** A file or directory by its path from the root. */
    public static Path resolve(String path) {
        return root().resolve(path);
    }
}
