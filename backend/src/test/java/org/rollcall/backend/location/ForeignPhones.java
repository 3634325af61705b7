package org.rollcall.backend.location;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.testing.Accounts;

/** Object mother: phones with a foreign client on them, enrolled behind the API's back, and their secrets. */
@ApplicationScoped
public class ForeignPhones {

    /** A phone and what its client sends to say who it is. */
    public record Phone(UUID device, UUID person, String secret) {}

    private final Accounts accounts;

    ForeignPhones(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A new phone of that person; the one before is revoked. */
    public Phone enrol(UUID person, String dialect) {
        accounts.update("update device set revoked_at = now() where supervisee_id = ? and revoked_at is null", person);
        var phone = new Phone(UUID.randomUUID(), person, UUID.randomUUID().toString() + UUID.randomUUID());
        accounts.update("insert into device (id, supervisee_id, kind, secret_hash, dialect, enrolled_at)"
                + " values (?, ?, 'PHONE', decode(?, 'hex'), ?, now())", phone.device(), person, hash(phone.secret()),
                dialect);
        return phone;
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
