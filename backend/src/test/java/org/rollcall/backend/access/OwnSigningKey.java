package org.rollcall.backend.access;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.runtime.LaunchMode;
import org.rollcall.backend.platform.CryptoSuites;
import org.rollcall.backend.testing.PhoneKey;

/** For tests of a server in another process: a signing key of the test's own in that server's database. */
public final class OwnSigningKey {

    private final UUID id = UUID.randomUUID();
    private final PhoneKey key = PhoneKey.make();

    /** Puts the key into a database that has none yet, under the master key of that file. */
    public OwnSigningKey(Connection owner, Path masterKeyFile) throws SQLException {
        var masterKey = new MasterKey(Optional.of(masterKeyFile), LaunchMode.NORMAL, CryptoSuites.INTERNATIONAL);
        try (var insert = owner.prepareStatement("insert into signing_key (id, purpose, public_key, wrapped_key,"
                + " created_at) values (?, 'ACCESS_TOKEN', ?, ?, now())")) {
            insert.setObject(1, id);
            insert.setBytes(2, key.pair().getPublic().getEncoded());
            insert.setBytes(3, masterKey.wrap(key.pair().getPrivate().getEncoded()));
            insert.executeUpdate();
        }
    }

    /** A token for the phone of that person. */
    public String token(UUID person, UUID device) {
        long now = Instant.now().getEpochSecond();
        return key.sign(Map.of("alg", "ES256", "kid", id.toString()), Map.of("iss", "rollcall", "aud", "rollcall-api",
                "sub", person.toString(), "device", device.toString(), "iat", now, "exp", now + 600));
    }
}
