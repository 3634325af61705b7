package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class BasicCredentialsTest {

    @Test
    void userAndPasswordAreToldApartByTheFirstColon() {
        assertThat(BasicCredentials.of("basic " + base64("user:pass:word")))
                .contains(new BasicCredentials(Optional.of("user"), "pass:word"));
    }

    @Test
    void overlandSendsItsTokenUnencodedAndAlone() {
        assertThat(BasicCredentials.of("Basic the-token:"))
                .contains(new BasicCredentials(Optional.empty(), "the-token"));
    }

    @Test
    void anythingElseIsNoCredential() {
        for (var header : new String[]{null, "", "Basic", "Bearer abc", "Basic !!!", "Basic " + base64("no colon"),
            "Basic " + "a".repeat(2_000)}) {
            assertThat(BasicCredentials.of(header)).isEmpty();
        }
    }

    @Test
    void saysNoSecretAsText() {
        assertThat(new BasicCredentials(Optional.of("user"), "secret").toString()).doesNotContain("user", "secret");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
