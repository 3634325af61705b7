package org.rollcall.backend.platform;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A suite of algorithms that a provider of the JDK's architecture has.
 *
 * @param provider who has them all; null for whom the JDK prefers
 * @param cipher of blocks of 16 bytes, which is used in Galois/counter mode
 * @param macName of 32 bytes
 * @param digestName of 32 bytes
 */
record JcaSuite(String name, Provider provider, String cipher, int keyBytes, String macName, String digestName)
        implements
            CryptoSuite {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public byte[] seal(byte[] key, byte[] content, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, key, nonce, content, context);
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    @Override
    public byte[] open(byte[] key, byte[] sealed, byte[] context) {
        if (sealed.length < NONCE_BYTES) {
            throw new IllegalStateException("what is sealed is not whole");
        }
        return apply(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE_BYTES),
                Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length), context);
    }

    private byte[] apply(int mode, byte[] key, byte[] nonce, byte[] input, byte[] context) {
        try {
            var transformation = cipher + "/GCM/NoPadding";
            var engine = provider == null
                    ? Cipher.getInstance(transformation)
                    : Cipher.getInstance(transformation, provider);
            engine.init(mode, new SecretKeySpec(key, 0, keyBytes, cipher), new GCMParameterSpec(TAG_BITS, nonce));
            engine.updateAAD(context);
            return engine.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what is sealed does not open with this key");
        }
    }

    @Override
    public byte[] mac(byte[] key, byte[] content) {
        try {
            var mac = provider == null ? Mac.getInstance(macName) : Mac.getInstance(macName, provider);
            mac.init(new SecretKeySpec(key, macName));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] digest(byte[] content) {
        try {
            var engine = provider == null
                    ? MessageDigest.getInstance(digestName)
                    : MessageDigest.getInstance(digestName, provider);
            return engine.digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
