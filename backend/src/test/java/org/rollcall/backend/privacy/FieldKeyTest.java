package org.rollcall.backend.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.CryptoSuites;

class FieldKeyTest {

    private final FieldKey key = key((byte) 1, (byte) 2);
    private final UUID person = UUID.randomUUID();

    @Test
    void whatIsSealedNamesItsKeyAndOpensInItsPlaceAlone() {
        var sealed = key.seal(Field.PHONE, person, "13800138000");

        assertThat(FieldKey.keyOf(sealed)).isEqualTo(key.id());
        assertThat(key.open(Field.PHONE, person, sealed)).isEqualTo("13800138000");
        assertThatIllegalStateException().as("another person")
                .isThrownBy(() -> key.open(Field.PHONE, UUID.randomUUID(), sealed));
        assertThatIllegalStateException().as("another field")
                .isThrownBy(() -> key.open(Field.HEALTH_NOTES, person, sealed));
        assertThatIllegalStateException().as("another key")
                .isThrownBy(() -> key((byte) 1, (byte) 2).open(Field.PHONE, person, sealed));
    }

    @Test
    void theSameIsSealedDifferentlyEachTimeAndFoundByTheSame() {
        assertThat(key.seal(Field.PHONE, person, "1")).isNotEqualTo(key.seal(Field.PHONE, person, "1"));
        assertThat(key.index(Field.PHONE, "1")).isEqualTo(key.index(Field.PHONE, "1")).hasSize(32)
                .isNotEqualTo(key.index(Field.DOCUMENT, "1"))
                .isNotEqualTo(key((byte) 1, (byte) 3).index(Field.PHONE, "1"));
    }

    private static FieldKey key(byte seal, byte index) {
        var sealing = new byte[32];
        java.util.Arrays.fill(sealing, seal);
        var indexing = new byte[32];
        java.util.Arrays.fill(indexing, index);
        return new FieldKey(UUID.randomUUID(), CryptoSuites.INTERNATIONAL, sealing, indexing);
    }
}
