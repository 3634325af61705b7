package org.rollcall.backend.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.LaunchMode;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.rollcall.backend.platform.CryptoSuite;

/**
 * Wraps the keys that live in the database, by the configured suite under a key that never does. Thread-safe.
 *
 * <p>Production does not start without a key file: 64 hexadecimal digits.
 */
@ApplicationScoped
public class MasterKey {

    private static final byte[] NO_CONTEXT = {};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CryptoSuite suite;
    private final byte[] key;

    MasterKey(@ConfigProperty(name = "rollcall.master-key-file") Optional<Path> file, LaunchMode mode,
            CryptoSuite suite) {
        this.suite = suite;
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
        key = bytes;
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
        return suite.seal(key, secret, context);
    }

    /** @throws IllegalStateException if it was wrapped by another master key, or changed since */
    byte[] unwrap(byte[] wrapped) {
        return unwrap(wrapped, NO_CONTEXT);
    }

    /** @throws IllegalStateException if it was wrapped by another master key or in another context, or changed since */
    byte[] unwrap(byte[] wrapped, byte[] context) {
        try {
            return suite.open(key, wrapped, context);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("a stored key does not open with this master key", e);
        }
    }

    /** A key for another purpose, which tells nothing of this one: the same on each node that has this master key. */
    byte[] derive(String purpose) {
        return suite.mac(key, ("rollcall.derive." + purpose).getBytes(StandardCharsets.UTF_8));
    }
}
