package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Every public type says what it is, and the package what holds for all of them. */
class JavadocTest {

    private static final Path SOURCES = Path.of("src/main/java/org/rollcall/geofence");
    private static final Pattern PUBLIC_TYPE = Pattern
            .compile("(?m)^ *public (?:static |final |sealed |abstract )*(?:class|record|enum|interface) (\\w+)");

    private static final String DOCUMENTED = "(?ms)(?:^ *+/\\*\\*(?:(?!\\*/).)*+\\*/\\s*+)?+(?:^ *+@\\w++[^\\n]*+\\n)*+";
    private static final Pattern PUBLIC_METHOD = Pattern
            .compile(DOCUMENTED + "(?<signature>^ +public (?!record|class|enum|interface)[^;{=]*?\\([^{;]*?\\))");
    private static final Pattern METHOD = Pattern
            .compile(DOCUMENTED + "(?<signature>^    (?:static |default )?\\w+ \\w+\\([^{;]*?\\))");
    private static final Pattern NUMBER = Pattern.compile("\\b(?:double|OptionalDouble)\\b");
    private static final Pattern UNIT = Pattern
            .compile("(?i)metres|degrees|latitude|longitude|seconds|scale|confidence");

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

    /** Of types within a type, the one around them speaks. */
    @Test
    void everyPublicTypeSaysHowItIsWithThreads() throws IOException {
        List<String> silent = new ArrayList<>();
        int asked = 0;
        try (var files = Files.list(SOURCES)) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                var type = PUBLIC_TYPE.matcher(text);
                int documented = text.indexOf("/**");
                if (type.find()) {
                    asked++;
                    var said = documented >= 0 && documented < type.start()
                            ? text.substring(documented, type.start())
                            : "";
                    if (!said.matches("(?s).*(thread-safe|threads).*")) {
                        silent.add(type.group(1));
                    }
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(asked).isGreaterThan(30);
    }

    /** Of all that others may call, in its name or in what is said of it; parts of records are looked at below. */
    @Test
    void everyNumberThatAMethodTakesOrGivesHasItsUnit() throws IOException {
        List<String> unitless = new ArrayList<>();
        int numbers = 0;
        try (var files = Files.list(SOURCES)) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                var methods = (text.contains("public sealed interface") ? METHOD : PUBLIC_METHOD).matcher(text);
                while (methods.find()) {
                    if (NUMBER.matcher(methods.group("signature")).find()) {
                        numbers++;
                        if (!UNIT.matcher(methods.group()).find()) {
                            unitless.add(file.getFileName() + ": " + methods.group("signature").strip());
                        }
                    }
                }
            }
        }
        assertThat(unitless).isEmpty();
        assertThat(numbers).isGreaterThan(10);
    }

    /** What is a number of something says of what, in its name. */
    @Test
    void everyNumberOfAValueHasItsUnitInItsName() {
        var unitless = new ArrayList<String>();
        int numbers = 0;
        for (var type : new ClassFileImporter().withImportOption(new DoNotIncludeTests())
                .importPackages("org.rollcall.geofence")) {
            var components = type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC)
                    ? type.reflect().getRecordComponents()
                    : new RecordComponent[0];
            for (var component : components) {
                if (component.getType() == double.class || component.getType() == OptionalDouble.class) {
                    numbers++;
                    if (!component.getName().matches(".*(Metres|MetresPerSecond|Scale)|latitude|longitude")) {
                        unitless.add(type.getSimpleName() + "." + component.getName());
                    }
                }
            }
        }
        assertThat(unitless).isEmpty();
        assertThat(numbers).isGreaterThan(10);
    }

    @Test
    void packageSaysUnitsSourcesAndThreads() throws IOException {
        assertThat(Files.readString(SOURCES.resolve("package-info.java"))).contains("metres", "degrees", "DOMAIN",
                "threads");
    }
}
