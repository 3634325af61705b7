package org.rollcall.backend.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.LaunchMode;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wraps the keys that live in the database, with AES-256-GCM under a key that never does. Thread-safe.
 *
 * <p>Production does not start without a key file: 64 hexadecimal digits.
 */
@ApplicationScoped
public class MasterKey {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] NO_CONTEXT = {};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    MasterKey(@ConfigProperty(name = "rollcall.master-key-file") Optional<Path> file, LaunchMode mode) {
        if (file.isEmpty() && mode == LaunchMode.NORMAL) {
            throw new IllegalStateException(
                    "rollcall.master-key-file is not set: name a file of 64 hexadecimal digits");
        }
        byte[] bytes = new byte[32];
        if (file.isPresent()) {
            bytes = read(file.get());
        } else {
            RANDOM.nextBytes(bytes);
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    /** @throws IllegalStateException if there is no key: asked once before the first request is answered */
    public void require() {
        // The key was read when this bean was made.
    }

    private static byte[] read(Path file) {
        try {
            byte[] bytes = HexFormat.of().parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (bytes.length != 32) {
                throw new IllegalArgumentException("too short or too long");
            }
            return bytes;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("the master key file cannot be read: 64 hexadecimal digits are expected");
        }
    }

    byte[] wrap(byte[] secret) {
        return wrap(secret, NO_CONTEXT);
    }

    /** Opens again only where the same context is named. */
    byte[] wrap(byte[] secret, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, secret, context);
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    /** @throws IllegalStateException if it was wrapped by another master key, or changed since */
    byte[] unwrap(byte[] wrapped) {
        return unwrap(wrapped, NO_CONTEXT);
    }

    /** @throws IllegalStateException if it was wrapped by another master key or in another context, or changed since */
    byte[] unwrap(byte[] wrapped, byte[] context) {
        return apply(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, NONCE_BYTES),
                Arrays.copyOfRange(wrapped, NONCE_BYTES, wrapped.length), context);
    }

    /** A key for another purpose, which tells nothing of this one: the same on each node that has this master key. */
    byte[] derive(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(("rollcall.derive." + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] apply(int mode, byte[] nonce, byte[] input, byte[] context) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored key does not open with this master key", e);
        }
    }
}
