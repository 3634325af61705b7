package org.rollcall.backend.testing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A member of staff's authenticator (RFC 6238), as an app would be one: with nothing of the application's in it. */
public record Authenticator(byte[] secret) {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP_SECONDS = 30;

    /** That was shown that secret in base 32. */
    public static Authenticator of(String shown) {
        var bytes = ByteBuffer.allocate(shown.length() * 5 / 8);
        int bits = 0;
        int held = 0;
        for (char letter : shown.toCharArray()) {
            held = held << 5 | BASE32.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (held >>> bits));
                held &= (1 << bits) - 1;
            }
        }
        return new Authenticator(bytes.array());
    }

    /** The six digits that it shows then. */
    public String code(Instant at) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond() / STEP_SECONDS).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
            return String.format("%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
