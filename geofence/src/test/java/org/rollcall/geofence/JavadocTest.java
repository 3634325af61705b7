package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Every public type says what it is, and the package what holds for all of them. */
class JavadocTest {

    private static final Path SOURCES = Path.of("src/main/java/org/rollcall/geofence");
    private static final Pattern PUBLIC_TYPE = Pattern
            .compile("(?m)^ *public (?:static |final |sealed |abstract )*(?:class|record|enum|interface) (\\w+)");

    @Test
    void everyPublicTypeIsDocumented() throws IOException {
        List<String> bare = new ArrayList<>();
        int found = 0;
        try (var files = Files.list(SOURCES)) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                var types = PUBLIC_TYPE.matcher(text);
                while (types.find()) {
                    found++;
                    var before = text.substring(0, types.start()).stripTrailing();
                    if (!before.endsWith("*/") && !before.endsWith("@FunctionalInterface")) {
                        bare.add(types.group(1));
                    }
                }
            }
        }
        assertThat(bare).isEmpty();
        assertThat(found).isGreaterThan(30);
    }

    @Test
    void packageSaysUnitsSourcesAndThreads() throws IOException {
        assertThat(Files.readString(SOURCES.resolve("package-info.java"))).contains("metres", "degrees", "DOMAIN",
                "threads");
    }
}
