package org.rollcall.bench.server;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

/** The key of the benchmark's phones with our own client: one for all of them. */
public record PhoneKey(KeyPair pair) {

    private static final int BYTES = 32;

    public static PhoneKey make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new PhoneKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its public half, as a phone sends it. */
    Map<String, String> jwk() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return Map.of("kty", "EC", "crv", "P-256", "x", word(point.getAffineX()), "y", word(point.getAffineY()));
    }

    private static String word(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[BYTES];
        int length = Math.min(bytes.length, BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
