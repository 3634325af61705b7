package org.rollcall.backend.location.dialect;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Opens what libsodium's {@code crypto_secretbox_easy} closed: XSalsa20 and Poly1305, with the nonce before it. */
final class SecretBox {

    private static final int NONCE_BYTES = 24;
    private static final int TAG_BYTES = 16;
    private static final int MAC_KEY_BYTES = 32;

    private SecretBox() {
    }

    /** Empty where the key is another one, or somebody changed the box. */
    static Optional<byte[]> open(byte[] key, byte[] box) {
        if (box.length < NONCE_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        var stream = new XSalsa20Engine();
        stream.init(false, new ParametersWithIV(new KeyParameter(key), Arrays.copyOf(box, NONCE_BYTES)));
        // The first bytes of the stream are the key that the tag is made with.
        var macKey = new byte[MAC_KEY_BYTES];
        stream.processBytes(macKey, 0, macKey.length, macKey, 0);
        int begin = NONCE_BYTES + TAG_BYTES;
        var mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        mac.update(box, begin, box.length - begin);
        var tag = new byte[TAG_BYTES];
        mac.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(box, NONCE_BYTES, begin))) {
            return Optional.empty();
        }
        var content = new byte[box.length - begin];
        stream.processBytes(box, begin, content.length, content, 0);
        return Optional.of(content);
    }
}
