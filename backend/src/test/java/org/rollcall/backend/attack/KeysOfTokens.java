package org.rollcall.backend.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;

import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.rollcall.backend.testing.Accounts;

/** Ways of finding the key of a token by what its header says, each of which somebody's server has gone. */
final class KeysOfTokens {

    private KeysOfTokens() {
    }

    /** The key stands in the header. */
    @SuppressWarnings("unchecked")
    static PublicKey broughtAlong(Map<String, Object> header) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk((Map<String, Object>) header.get("jwk")).getPublicKey();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the key is that of a file. */
    static PublicKey inAFile(Map<String, Object> header) {
        try {
            return key(Files.readAllBytes(Path.of("/etc/keys").resolve((String) header.get("kid")).normalize()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the key is a part of a statement. */
    static PublicKey byAStatementPutTogether(Accounts accounts, Map<String, Object> header) {
        return key((byte[]) accounts.queryOne("select public_key from signing_key where id::text = '"
                + header.get("kid") + "'"));
    }

    /** The key lies where the header says. */
    static PublicKey whereItSays(Map<String, Object> header) {
        try (var key = URI.create((String) header.get("jku")).toURL().openStream()) {
            return key(key.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublicKey key(byte[] encoded) {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
