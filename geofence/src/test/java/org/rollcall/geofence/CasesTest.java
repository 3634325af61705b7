package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The numbers of cases that docs/benchmarks.md tells are those that are tried. */
class CasesTest {

    @Test
    void documentTellsHowManyBadInputsAreTried() throws IOException {
        var document = Files.readString(Path.of("../docs/benchmarks.md")).replaceAll("\\s+", " ");

        assertThat(document)
                .contains(number(FuzzTest.class) + " cases of bad numbers, rings, times and bytes (FuzzTest)");
        assertThat(document).contains(number(AreaCodecTest.class, StandingCodecTest.class)
                + " of areas, standings and bytes that are none (AreaCodecTest, StandingCodecTest)");
    }

    private static String number(Class<?>... tests) {
        int tries = Stream.of(tests).flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Property.class))
                .mapToInt(method -> method.getAnnotation(Property.class).tries()).sum();
        return String.format(Locale.ROOT, "%,d", tries);
    }
}
