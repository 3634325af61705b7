package org.rollcall.backend.access;

import java.util.Optional;

/**
 * What a device that enrols will prove itself with.
 *
 * @param key of our own client, which made it
 * @param secret of every other; where the app renews tokens it is the first of them and no device's secret
 * @param passphrase of OwnTracks, which encrypts with it
 * @param attestation what keeps the key
 */
record NewCredentials(Dialect dialect, Optional<DeviceKey> key, Optional<DeviceSecret> secret,
        Optional<Passphrase> passphrase, Attestation attestation) {

    static NewCredentials of(EnrolmentRequest request, Attestations attestations) {
        var key = request.key();
        var dialect = request.dialectOrNative();
        return new NewCredentials(dialect, key,
                key.isPresent() ? Optional.empty() : Optional.of(DeviceSecret.random()),
                dialect == Dialect.OWNTRACKS ? Optional.of(Passphrase.random()) : Optional.empty(),
                attestations.of(request, key));
    }

    /** What the device sends each time. */
    Optional<DeviceSecret> deviceSecret() {
        return secret.filter(word -> dialect != Dialect.TRANSISTORSOFT);
    }

    /** What renews its tokens. */
    Optional<DeviceSecret> refreshToken() {
        return secret.filter(word -> dialect == Dialect.TRANSISTORSOFT);
    }

    @Override
    public String toString() {
        return "NewCredentials[" + dialect + "]";
    }
}
