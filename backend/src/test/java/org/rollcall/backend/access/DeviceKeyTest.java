package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.testing.PhoneKey;

class DeviceKeyTest {

    private static final String ZERO = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);

    @Test
    void aKeyIsStoredAndReadAgain() {
        var phone = PhoneKey.make();

        var key = DeviceKey.of(jwk((String) phone.jwk().get("x"), (String) phone.jwk().get("y")));

        assertThat(key.key()).isEqualTo(phone.pair().getPublic());
        assertThat(DeviceKey.of(key.encoded()).key()).isEqualTo(key.key());
    }

    @Test
    void aPointBesideTheCurveIsRefused() {
        var x = (String) PhoneKey.make().jwk().get("x");
        var beyond = "_".repeat(42) + "8";

        for (var y : new String[]{ZERO, x, beyond}) {
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> DeviceKey.of(jwk(x, y)));
        }
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> DeviceKey.of(jwk(ZERO, ZERO)));
    }

    @Test
    void aKeyOfAnotherCurveIsRefused() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        var other = generator.generateKeyPair().getPublic().getEncoded();

        assertThatIllegalArgumentException().isThrownBy(() -> DeviceKey.of(other));
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceKey.of(new byte[]{0}));
    }

    private static PublicKeyJwk jwk(String x, String y) {
        return new PublicKeyJwk("EC", "P-256", x, y, null);
    }
}
