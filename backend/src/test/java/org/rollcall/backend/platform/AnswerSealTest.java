package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerSealTest {

    /** Closed by AES-256-GCM under SHA-256 of "seal" and the key, as the version before did. */
    private static final String BEFORE = "XsrPv9wG5dbq0QeSAZDgPO9ITS6WDystXkrBBxhBJ2Cpp6f7";
    private static final String KEY = "a-key-of-a-client";

    @ParameterizedTest
    @EnumSource
    void whoHasTheKeyReadsTheAnswerAndNobodyElse(CryptoSuites.Name name) {
        var seal = new AnswerSeal(CryptoSuites.of(name), KEY);

        var closed = seal.close("王敏");

        assertThat(new AnswerSeal(CryptoSuites.of(name), KEY).open(closed)).isEqualTo("王敏");
        assertThatIllegalStateException()
                .isThrownBy(() -> new AnswerSeal(CryptoSuites.of(name), KEY + "2").open(closed));
        assertThat(seal.keyHash()).doesNotContain(KEY)
                .isNotEqualTo(new AnswerSeal(CryptoSuites.of(name), "k").keyHash());
    }

    @Test
    void answersAreClosedByTheConfiguredSuite() {
        var closed = new AnswerSeal(CryptoSuites.SM, KEY).close("x");

        assertThatIllegalStateException()
                .isThrownBy(() -> new AnswerSeal(CryptoSuites.INTERNATIONAL, KEY).open(closed));
    }

    @Test
    void anAnswerThatTheVersionBeforeClosedOpens() {
        assertThat(new AnswerSeal(CryptoSuites.INTERNATIONAL, KEY).open(BEFORE)).isEqualTo("{\"id\":1}");
    }
}
