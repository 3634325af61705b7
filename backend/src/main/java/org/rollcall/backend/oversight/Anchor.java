package org.rollcall.backend.oversight;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.AnchorKey;

/**
 * A signed word of how far the record reached at a time. Each is over the one before.
 *
 * @param number from 1 on, without gaps
 * @param batch the newest batch then
 * @param entries how many entries all batches held
 * @param head the hash of that batch
 * @param previous the hash of the anchor before; zeroes for the first
 * @param signed who signed it
 */
record Anchor(long number, int format, Instant madeAt, long batch, long entries, byte[] head, byte[] previous,
        AnchorKey.Signed signed) {

    static final String COLUMNS = "number, format, made_at, batch, entries, head, previous, key_id, public_key,"
            + " signature";
    static final String INSERT = "insert into audit_anchor (" + COLUMNS
            + ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private static final HexFormat HEX = HexFormat.of();

    static Anchor of(Row row) {
        return new Anchor(row.getLong("number"), row.getInteger("format"), row.getOffsetDateTime("made_at").toInstant(),
                row.getLong("batch"), row.getLong("entries"), row.getBuffer("head").getBytes(),
                row.getBuffer("previous").getBytes(), new AnchorKey.Signed(row.getUUID("key_id"),
                        row.getBuffer("public_key").getBytes(), row.getBuffer("signature").getBytes()));
    }

    /** @throws RuntimeException if that is no anchor as {@link #json()} writes it */
    static Anchor of(JsonObject json) {
        return new Anchor(json.getLong("number"), json.getInteger("format"), Instant.parse(json.getString("madeAt")),
                json.getLong("batch"), json.getLong("entries"), HEX.parseHex(json.getString("head")),
                HEX.parseHex(json.getString("previous")),
                new AnchorKey.Signed(UUID.fromString(json.getString("keyId")),
                        Base64.getDecoder().decode(json.getString("publicKey")),
                        Base64.getDecoder().decode(json.getString("signature"))));
    }

    /** As it leaves the database, the same each time. */
    JsonObject json() {
        return new JsonObject().put("number", number).put("format", format).put("madeAt", madeAt.toString())
                .put("batch", batch).put("entries", entries).put("head", HEX.formatHex(head))
                .put("previous", HEX.formatHex(previous)).put("keyId", signed.keyId().toString())
                .put("publicKey", Base64.getEncoder().encodeToString(signed.publicKey()))
                .put("signature", Base64.getEncoder().encodeToString(signed.value()));
    }

    /** What is signed. */
    byte[] content() {
        return new CanonicalForm('A').number(number).number(format).instant(madeAt).number(batch).number(entries)
                .bytes(head).bytes(previous).bytes();
    }

    /** What the next anchor is over. */
    byte[] hash() {
        return new CanonicalForm('H').bytes(content()).id(signed.keyId()).bytes(signed.publicKey())
                .bytes(signed.value()).sha256();
    }

    /** The same with a signature. */
    Anchor with(AnchorKey.Signed by) {
        return new Anchor(number, format, madeAt, batch, entries, head, previous, by);
    }

    /** What a person compares: the SHA-256 of the public key, as {@code openssl dgst} tells it of its DER. */
    String fingerprint() {
        return HEX.formatHex(CanonicalForm.sha256(signed.publicKey()));
    }

    boolean isSigned() {
        try {
            var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(signed.publicKey()));
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(key);
            signature.update(content());
            return format == CanonicalForm.FORMAT && signature.verify(signed.value());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    boolean isSameAs(Anchor other) {
        return Arrays.equals(hash(), other.hash());
    }

    Tuple row() {
        return Tuple.tuple().addLong(number).addInteger(format).addValue(madeAt.atOffset(ZoneOffset.UTC))
                .addLong(batch).addLong(entries).addValue(Buffer.buffer(head)).addValue(Buffer.buffer(previous))
                .addUUID(signed.keyId()).addValue(Buffer.buffer(signed.publicKey()))
                .addValue(Buffer.buffer(signed.value()));
    }
}
