package org.rollcall.backend.access;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;

/** Object mother: an enrolled phone of somebody, and its access token. */
@ApplicationScoped
public class DeviceTokens {

    private final Accounts accounts;
    private final AccessTokens tokens;
    private final Passphrases passphrases;
    private final PublicUrl url;

    DeviceTokens(Accounts accounts, AccessTokens tokens, Passphrases passphrases, PublicUrl url) {
        this.url = url;
        this.accounts = accounts;
        this.tokens = tokens;
        this.passphrases = passphrases;
    }

    /** Where phones were told that the server is: not where tests find it. */
    public String serverUrl() {
        return url.value();
    }

    /** Gives that device that passphrase. */
    public void passphrase(UUID device, String word) {
        accounts.update("update device set passphrase_sealed = ? where id = ?",
                passphrases.sealed(new Passphrase(word)), device);
    }

    public String of(UUID person) {
        var device = UUID.randomUUID();
        var key = PhoneKey.make();
        accounts.update("insert into device (id, supervisee_id, kind, public_key, dialect, enrolled_at)"
                + " values (?, ?, 'PHONE', ?, 'NATIVE', now())", device, person, key.pair().getPublic().getEncoded());
        Proofs.remember(device, key);
        return of(person, device);
    }

    /** A token of now for that device of that person. */
    public String of(UUID person, UUID device) {
        return tokens.issue(new Subject(person, Optional.of(device))).await().atMost(Duration.ofSeconds(5)).value();
    }

    /** A token of now for an app of others on that device of that person. */
    public String ofApp(UUID person, UUID device) {
        return tokens.issue(Subject.ofApp(person, device)).await().atMost(Duration.ofSeconds(5)).value();
    }

    /** A token of now for the phone that is enrolled. */
    public String renew(UUID person) {
        var device = (UUID) accounts.queryOne("select id from device where supervisee_id = ? and revoked_at is null",
                person);
        return of(person, device);
    }
}
