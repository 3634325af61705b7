package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpSecretTest {

    private static final TotpSecret OF_THE_RFC = new TotpSecret(
            "12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final Instant NOW = Instant.ofEpochSecond(59);

    /** RFC 6238, appendix B; of its eight digits the last six. */
    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1111111111, 050471", "1234567890, 005924", "2000000000, 279037",
        "20000000000, 353130"})
    void theCodesAreThoseOfTheStandard(long second, String code) {
        assertThat(OF_THE_RFC.code(Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void aClockMayBeOneStepWrongAndNotTwo() {
        var code = OF_THE_RFC.code(NOW);

        assertThat(OF_THE_RFC.stepOf(code, NOW, 0)).hasValue(1);
        assertThat(OF_THE_RFC.stepOf(code, NOW.plusSeconds(30), 0)).hasValue(1);
        assertThat(OF_THE_RFC.stepOf(code, NOW.minusSeconds(30), 0)).hasValue(1);
        assertThat(OF_THE_RFC.stepOf(code, NOW.plusSeconds(61), 0)).isEmpty();
        assertThat(OF_THE_RFC.stepOf(code, NOW.minusSeconds(60), 0)).isEmpty();
    }

    @Test
    void aStepThatWasTakenIsNoneAgain() {
        assertThat(OF_THE_RFC.stepOf(OF_THE_RFC.code(NOW), NOW, 1)).isEmpty();
    }

    @Test
    void anAppCanReadIt() {
        assertThat(OF_THE_RFC.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(OF_THE_RFC.uri("wang min")).isEqualTo("otpauth://totp/Rollcall:wang%20min"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Rollcall&algorithm=SHA1&digits=6&period=30");
        assertThat(OF_THE_RFC).hasToString("TotpSecret[]");
    }

    @Test
    void oneOfAnotherLengthIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TotpSecret(new byte[10]));
    }
}
