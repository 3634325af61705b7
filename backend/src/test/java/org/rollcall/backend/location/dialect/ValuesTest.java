package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final Instant TIME = Instant.parse("2026-11-24T01:29:40Z");

    @ParameterizedTest
    @ValueSource(strings = {"1795483780", "1795483780000", "1795483780.0", "2026-11-24T01:29:40Z",
        "2026-11-24T01:29:40.000Z", "2026-11-24T09:29:40+08:00", "2026-11-24T09:29:40 08:00",
        "2026-11-24T09:29:40+0800", "2026-11-24T01:29:40", "2026-11-24 01:29:40", " 1795483780 "})
    void aTimeIsReadInAllTheWaysInWhichClientsWriteIt(String text) {
        assertThat(Values.time(text)).contains(TIME);
    }

    @Test
    void fractionsOfSecondsAreKept() {
        assertThat(Values.time("1795483780123")).contains(TIME.plusMillis(123));
        assertThat(Values.ofSeconds(new BigDecimal("1795483780.25"))).contains(TIME.plusMillis(250));
        assertThat(Values.ofSeconds(new BigDecimal("-0.5"))).contains(Instant.EPOCH.minusMillis(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "2026-11-24", "2026-13-24T01:29:40Z", "1e400", "1e300", "0x10", "NaN",
        "Infinity", "99999999999999999999", "2026-11-24T01:29:40Z2026-11-24T01:29:40Z2026-11-24T01:29:40Z"})
    void whatIsNoTimeIsNone(String text) {
        assertThat(Values.time(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.5,1.5", "'-1 ',-1", "1e2,100", ".5,0.5", "5.,5"})
    void numbersAreReadFromText(String text, double number) {
        assertThat(Values.number(text)).isEqualTo(number);
        assertThat(Values.number(TextNode.valueOf(text))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "Infinity", "1,5", "39.9N", "1f", "0x1p3", "١"})
    void whatIsNoNumberIsNone(String text) {
        assertThat(Values.number(text)).isNull();
    }

    @Test
    void whatJsonCannotHoldIsNone() {
        assertThat(Values.number(DoubleNode.valueOf(Double.POSITIVE_INFINITY))).isNull();
        assertThat(Values.number((String) null)).isNull();
    }

    @Test
    void truthIsTrueFalseOrUnknown() {
        assertThat(Values.truth("TRUE")).isTrue();
        assertThat(Values.truth("1")).isTrue();
        assertThat(Values.truth("0")).isFalse();
        assertThat(Values.truth("maybe")).isNull();
        assertThat(Values.truth(null)).isNull();
    }
}
