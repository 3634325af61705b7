package org.rollcall.backend.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallCountsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({"'0', '0'", "'5', '5'", "'4', '-'", "'1', '-'",
        // The sum of them must not tell the one that is held back.
        "'3 9 7', '- 9 -'", "'9 3 9', '- - 9'", "'3 0 0', '- 0 0'", "'3 2 9', '- - 9'", "'5 6 7', '5 6 7'"})
    void oneToFourAreNotToldNorWhatWouldGiveThemAway(String counts, String told) {
        var masked = SmallCounts.masked(Arrays.stream(counts.split(" ")).map(Long::valueOf).toList());

        assertThat(masked.stream().map(SmallCountsTest::word).collect(Collectors.joining(" "))).isEqualTo(told);
    }

    private static String word(OptionalLong count) {
        return Stream.of(count).map(n -> n.isPresent() ? Long.toString(n.getAsLong()) : "-").findFirst().orElseThrow();
    }
}
