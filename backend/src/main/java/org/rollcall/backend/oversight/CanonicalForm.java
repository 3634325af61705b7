package org.rollcall.backend.oversight;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * The bytes that a hash is over: fields in a fixed order, each with a tag and its length, so that no two rows have the
 * same bytes and no value can pass for two. Format 1; another way of writing gets another number. Not thread-safe.
 *
 * <p>JSON is written as a tree with its keys sorted, not as text: what one version of the database prints otherwise than
 * another is the same.
 */
final class CanonicalForm {

    /** The number of this format. */
    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** @param kind what is written, so that an entry is never taken for a batch */
    CanonicalForm(char kind) {
        number(FORMAT);
        number(kind);
    }

    CanonicalForm number(long value) {
        return field('n', eight(value));
    }

    /** To the microsecond, as the database keeps it. */
    CanonicalForm instant(Instant value) {
        return value == null ? nothing() : field('t', eight(ChronoUnit.MICROS.between(Instant.EPOCH, value)));
    }

    CanonicalForm id(UUID value) {
        return value == null ? nothing() : field('i', bytes(value));
    }

    /** In the order in which they stand. */
    CanonicalForm ids(List<UUID> values) {
        if (values == null) {
            return nothing();
        }
        var all = new ByteArrayOutputStream(16 * values.size());
        values.forEach(value -> all.writeBytes(bytes(value)));
        return field('a', all.toByteArray());
    }

    CanonicalForm text(String value) {
        return value == null ? nothing() : field('s', value.getBytes(StandardCharsets.UTF_8));
    }

    CanonicalForm bytes(byte[] value) {
        return field('b', value);
    }

    /** @param value as the database prints it; null where there is none */
    CanonicalForm json(String value) {
        if (value == null) {
            return nothing();
        }
        try {
            var tree = new ByteArrayOutputStream();
            node(new DataOutputStream(tree), JSON.readTree(value));
            return field('j', tree.toByteArray());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    byte[] sha256() {
        return sha256(bytes());
    }

    static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private CanonicalForm nothing() {
        return field('0', new byte[0]);
    }

    private CanonicalForm field(char tag, byte[] value) {
        try {
            write(out, tag, value);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream to, char tag, byte[] value) throws IOException {
        to.writeByte(tag);
        to.writeInt(value.length);
        to.write(value);
    }

    private static void node(DataOutputStream to, JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                var fields = new TreeMap<String, JsonNode>();
                node.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
                to.writeByte('{');
                to.writeInt(fields.size());
                for (var field : fields.entrySet()) {
                    write(to, 'k', field.getKey().getBytes(StandardCharsets.UTF_8));
                    node(to, field.getValue());
                }
            }
            case ARRAY -> {
                to.writeByte('[');
                to.writeInt(node.size());
                for (var each : node) {
                    node(to, each);
                }
            }
            case STRING -> write(to, 's', node.textValue().getBytes(StandardCharsets.UTF_8));
            case NUMBER -> write(to, 'n', node.asText().getBytes(StandardCharsets.UTF_8));
            case BOOLEAN -> to.writeByte(node.booleanValue() ? 'T' : 'F');
            default -> to.writeByte('0');
        }
    }

    private static byte[] eight(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static byte[] bytes(UUID value) {
        return ByteBuffer.allocate(16).putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits()).array();
    }
}
