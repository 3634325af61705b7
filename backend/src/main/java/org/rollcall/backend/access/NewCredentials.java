package org.rollcall.backend.access;

import java.util.Optional;

/**
 * What a device that enrols will prove itself with.
 *
 * @param key of our own client, which made it
 * @param secret of every other; where the app renews tokens it is the first of them and no device's secret
 * @param passphrase of OwnTracks, which encrypts with it
 */
record NewCredentials(Dialect dialect, Optional<DeviceKey> key, Optional<DeviceSecret> secret,
        Optional<Passphrase> passphrase) {

    static NewCredentials of(EnrolmentRequest request) {
        var key = request.key();
        var dialect = request.dialectOrNative();
        return new NewCredentials(dialect, key,
                key.isPresent() ? Optional.empty() : Optional.of(DeviceSecret.random()),
                dialect == Dialect.OWNTRACKS ? Optional.of(Passphrase.random()) : Optional.empty());
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
