package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.LaunchMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.platform.CryptoSuites;

class MasterKeyTest {

    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void productionDoesNotStartWithoutAKey() {
        assertThatThrownBy(() -> new MasterKey(Optional.empty(), LaunchMode.NORMAL, CryptoSuites.INTERNATIONAL))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("rollcall.master-key-file");
    }

    @Test
    void whatIsWrappedOpensUnderTheSameKeyOnly() throws IOException {
        var key = new MasterKey(file("a", "ab".repeat(32)), LaunchMode.NORMAL, CryptoSuites.INTERNATIONAL);
        var another = new MasterKey(file("b", "cd".repeat(32)), LaunchMode.NORMAL, CryptoSuites.INTERNATIONAL);

        var wrapped = key.wrap(SECRET);

        assertThat(key.unwrap(wrapped)).isEqualTo(SECRET);
        assertThatThrownBy(() -> another.unwrap(wrapped)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsSealedForOnePurposeOpensForNoOther() throws IOException {
        var sealing = new Sealing(
                new MasterKey(file("d", "ab".repeat(32)), LaunchMode.NORMAL, CryptoSuites.INTERNATIONAL));

        var sealed = sealing.seal("one", SECRET);

        assertThat(sealed).hasSize(SECRET.length + 28);
        assertThat(sealing.open("one", sealed)).isEqualTo(SECRET);
        assertThatThrownBy(() -> sealing.open("other", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileThatHoldsNoKeyIsRefusedWithoutTellingWhatItHolds() throws IOException {
        var file = file("c", "not a key");

        assertThatThrownBy(() -> new MasterKey(file, LaunchMode.NORMAL, CryptoSuites.INTERNATIONAL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("not a key");
    }

    private Optional<Path> file(String name, String content) throws IOException {
        return Optional.of(Files.writeString(directory.resolve(name), content));
    }
}
