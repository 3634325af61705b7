package org.rollcall.backend.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.access.DeviceTokens;
import org.rollcall.backend.access.GuardianSecret;

/**
 * Object mother: people under supervision and their phones, made behind the API's back. Whoever asks for a phone takes
 * the person's former one away.
 */
@ApplicationScoped
public class People {

    /** An enrolled phone of ours: its id, its key, and an access token that holds for a quarter of an hour. */
    public record Phone(UUID person, UUID device, PhoneKey key, String token) {}

    /**
     * A phone with a foreign client. OwnTracks sends {@code device} and {@code secret} as Basic credentials, Traccar has
     * the secret in its path.
     */
    public record ForeignPhone(UUID person, UUID device, String secret) {}

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Accounts accounts;
    private final DeviceTokens tokens;

    People(Accounts accounts, DeviceTokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** A justice office of its own, in a county of its own. */
    public UUID office() {
        return accounts.unit(county(), "JUSTICE_OFFICE", "Office");
    }

    /** A county of its own. */
    public UUID county() {
        return accounts.unit(accounts.unit(accounts.province(), "PREFECTURE", "Prefecture"), "COUNTY", "County");
    }

    /** Somebody in an office of their own, about whom data are collected since 2020, without end. */
    public UUID takenIn() {
        return takenIn(office());
    }

    /** The same in that office. */
    public UUID takenIn(UUID unit) {
        var person = accounts.takenIn(unit);
        told(person);
        return person;
    }

    /** Somebody in an office of their own of whom only check-ins are asked for, as the law has it. */
    public UUID takenInForCheckpoints() {
        var person = accounts.takenInForCheckpoints(office());
        told(person);
        return person;
    }

    /** An enrolled phone of that person. */
    public Phone phone(UUID person) {
        var key = PhoneKey.make();
        var device = enrol(person, "NATIVE", key.pair().getPublic().getEncoded(), null);
        Proofs.remember(device, key);
        return new Phone(person, device, key, tokens.of(person, device));
    }

    /** The same phone with a token of now, for tests that move time. */
    public Phone renew(Phone phone) {
        return new Phone(phone.person(), phone.device(), phone.key(), tokens.of(phone.person(), phone.device()));
    }

    /** A phone of that person on which OwnTracks runs. */
    public ForeignPhone ownTracks(UUID person) {
        return foreign(person, "OWNTRACKS");
    }

    /** A phone of that person on which Traccar Client runs. */
    public ForeignPhone traccar(UUID person) {
        return foreign(person, "TRACCAR");
    }

    /** A phone of that person on which Overland runs: its secret is its bearer token. */
    public ForeignPhone overland(UUID person) {
        return foreign(person, "OVERLAND");
    }

    /** A phone of that person on which GPSLogger runs. */
    public ForeignPhone gpsLogger(UUID person) {
        return foreign(person, "GPSLOGGER");
    }

    /** A phone of that person with an app on the background-geolocation SDK: its secret is an access token of now. */
    public ForeignPhone transistorsoft(UUID person) {
        var device = enrol(person, "TRANSISTORSOFT", null, null);
        return new ForeignPhone(person, device, tokens.ofApp(person, device));
    }

    /** The secret of somebody who is a guardian of that person since now. */
    public String guardian(UUID ward) {
        var secret = GuardianSecret.make();
        var id = UUID.randomUUID();
        accounts.update("insert into account (id, kind, display_name, created_at) values (?, 'GUARDIAN', 'Guardian',"
                + " now())", id);
        accounts.update("insert into guardianship (id, supervisee_id, valid, opened_by, code_hash, code_expires_at,"
                + " code_used_at, secret_hash) values (?, ?, tstzrange(now() - interval '1 minute', null), ?, ?, now(),"
                + " now(), ?)", id, ward, id, sha256(id.toString()), secret.hash());
        return secret.word();
    }

    /** That person's phone knows how to report, long since. */
    private void told(UUID person) {
        accounts.update("insert into standing (supervisee_id, device_kind, told_version, told_at)"
                + " values (?, 'PHONE', 1, '2021-01-01')", person);
    }

    /** Ends that device, at once. */
    public void revoke(UUID device) {
        accounts.update("update device set revoked_at = now() where id = ?", device);
    }

    private ForeignPhone foreign(UUID person, String dialect) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new ForeignPhone(person, enrol(person, dialect, null, sha256(secret)), secret);
    }

    private UUID enrol(UUID person, String dialect, byte[] publicKey, byte[] secretHash) {
        accounts.update("update device set revoked_at = now() where supervisee_id = ? and kind = 'PHONE'"
                + " and revoked_at is null", person);
        var device = UUID.randomUUID();
        accounts.update("insert into device (id, supervisee_id, kind, dialect, public_key, secret_hash, enrolled_at)"
                + " values (?, ?, 'PHONE', ?, ?, ?, now())", device, person, dialect, publicKey, secretHash);
        accounts.update("update standing set told_device_id = ? where supervisee_id = ? and told_version = 1", device,
                person);
        return device;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
