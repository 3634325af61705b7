package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CryptoSuitesTest {

    private static final byte[] KEY = HexFormat.of().parseHex("0123456789abcdeffedcba9876543210".repeat(2));
    private static final byte[] TEXT = "abc".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HERE = {1};

    @ParameterizedTest
    @EnumSource
    void whatIsSealedOpensByTheSameKeyInTheSamePlaceAlone(CryptoSuites.Name name) {
        var suite = CryptoSuites.of(name);
        var sealed = suite.seal(KEY, TEXT, HERE);

        assertThat(suite.open(KEY, sealed, HERE)).isEqualTo(TEXT);
        assertThat(suite.seal(KEY, TEXT, HERE)).isNotEqualTo(sealed);
        var another = KEY.clone();
        another[0] ^= 1;
        var changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        Stream.<Runnable>of(() -> suite.open(another, sealed, HERE), () -> suite.open(KEY, sealed, new byte[]{2}),
                () -> suite.open(KEY, changed, HERE), () -> suite.open(KEY, new byte[3], HERE))
                .forEach(attempt -> assertThatIllegalStateException().isThrownBy(attempt::run));
        var elsewhere = CryptoSuites.of(name == CryptoSuites.Name.SM
                ? CryptoSuites.Name.INTERNATIONAL
                : CryptoSuites.Name.SM);
        assertThatIllegalStateException().isThrownBy(() -> elsewhere.open(KEY, sealed, HERE));
    }

    @ParameterizedTest
    @EnumSource
    void digestsHaveThirtyTwoBytesAndDependOnTheirKey(CryptoSuites.Name name) {
        var suite = CryptoSuites.of(name);

        assertThat(suite.mac(KEY, TEXT)).hasSize(32).isEqualTo(suite.mac(KEY, TEXT))
                .isNotEqualTo(suite.mac(new byte[32], TEXT));
        assertThat(suite.digest(TEXT)).hasSize(32);
    }

    /** GB/T 32905-2016, A.1, and FIPS 180-4. */
    @Test
    void theDigestsAreThoseOfTheirStandards() {
        assertThat(HexFormat.of().formatHex(CryptoSuites.SM.digest(TEXT)))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(HexFormat.of().formatHex(CryptoSuites.INTERNATIONAL.digest(TEXT)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
