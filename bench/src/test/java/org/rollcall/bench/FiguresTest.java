package org.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void figureThatIsNoNumberIsShort() {
        assertThat(Target.atMost("delay", Double.NaN, 1, "").met()).isFalse();
        assertThat(Target.atLeast("ratio", Double.POSITIVE_INFINITY, 1, "").met()).isFalse();
    }

    @Test
    void numbersKeepFourDigits() {
        assertThat(Target.number(12_345.6)).isEqualTo("12346");
        assertThat(Target.number(41.237)).isEqualTo("41.24");
        assertThat(Target.number(0.25)).isEqualTo("0.25");
        assertThat(Target.number(0.001234)).isEqualTo("0.001234");
        assertThat(Target.number(200)).isEqualTo("200");
        assertThat(Target.number(0)).isEqualTo("0");
    }

    @Test
    void tableIsMarkdownWithAlignedColumns() {
        var table = new Table("Times", "what", "ns").row("ours", 41.5).row("JTS locator", 3214);

        assertThat(table.text()).isEqualTo("""
                Times

                | what        |   ns |
                | ----------- | ---: |
                | ours        | 41.5 |
                | JTS locator | 3214 |
                """);
    }

    @Test
    void rowOfOtherWidthIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("Times", "what", "ns").row("ours"));
    }

    @Test
    void mediansAndPercentiles() {
        assertThat(Statistics.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
        assertThat(Statistics.median(List.of())).isNaN();
        assertThat(Statistics.percentile(List.of(1.0, 2.0, 3.0, 4.0), 95)).isEqualTo(4);
        assertThat(Statistics.percentile(List.of(1.0, 2.0, 3.0, 4.0), 50)).isEqualTo(2);
    }
}
