package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.rollcall.backend.testing.Checkout;

/**
 * Counts what a class of attacks tried, says so, and holds SECURITY.md to it: what is stated there is tried at least. A
 * class that ran in part is held to nothing.
 */
final class Counted implements AfterEachCallback, AfterAllCallback {

    private static final Map<String, Integer> CASES = new HashMap<>();
    private static final Map<String, Set<String>> RAN = new HashMap<>();

    @Override
    public void afterEach(ExtensionContext context) {
        var type = context.getRequiredTestClass().getName();
        CASES.merge(type, 1, Integer::sum);
        RAN.computeIfAbsent(type, first -> new HashSet<>()).add(context.getRequiredTestMethod().getName());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        var type = context.getRequiredTestClass();
        int cases = CASES.getOrDefault(type.getName(), 0);
        System.out.println("attack: " + type.getSimpleName() + " tried " + cases);
        long tests = Stream.of(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(ParameterizedTest.class))
                .count();
        if (RAN.getOrDefault(type.getName(), Set.of()).size() == tests) {
            assertThat(cases).as("cases of " + type.getSimpleName() + ", at least as SECURITY.md says")
                    .isGreaterThanOrEqualTo(stated(type.getSimpleName()));
        }
    }

    private static int stated(String type) throws IOException {
        var row = Pattern.compile("\\| `attack\\." + type + "` \\|[^|]*\\| (\\d+) \\|")
                .matcher(Files.readString(Checkout.resolve("SECURITY.md")));
        assertThat(row.find()).as("a row of SECURITY.md for attack." + type).isTrue();
        return Integer.parseInt(row.group(1));
    }
}
