package org.rollcall.backend.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppVersionTest {

    @Test
    void numbersCountAndNotLetters() {
        assertThat(version("1.9")).isLessThan(version("1.10"));
        assertThat(version("1.2")).isEqualTo(version("1.2.0")).isEqualTo(version("1.2-beta"));
        assertThat(version("2")).isGreaterThan(version("1.99.99"));
        assertThat(version("0")).isLessThan(version("0.0.1"));
    }

    @Test
    void whatDoesNotBeginWithANumberIsNoVersion() {
        assertThat(AppVersion.of("beta")).isEmpty();
        assertThat(AppVersion.of("")).isEmpty();
        assertThat(AppVersion.of("..")).isEmpty();
        assertThat(AppVersion.of("99999999999")).isEmpty();
    }

    private static AppVersion version(String text) {
        return AppVersion.of(text).orElseThrow();
    }
}
