package org.rollcall.backend.oversight;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Entries that were sealed together, in their order, over the batch before.
 *
 * @param number from 1 on, without gaps
 * @param leaves the hash of each entry
 * @param root of the tree over the leaves
 * @param previous the hash of the batch before; zeroes for the first
 * @param hash of all this
 */
record Batch(long number, int format, Instant sealedAt, List<UUID> ids, List<byte[]> leaves, byte[] root,
        byte[] previous, byte[] hash) {

    static final int HASH_BYTES = 32;
    /** Before the first. */
    static final byte[] NONE = new byte[HASH_BYTES];

    static final String COLUMNS = "number, format, sealed_at, entry_ids, leaves, root, previous, hash";
    static final String INSERT = "insert into audit_batch (" + COLUMNS + ", last_tx)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, ($9::text)::xid8)";

    /** The batch of those entries, over that one. */
    static Batch over(long number, byte[] previous, List<SealedEntry> entries, Instant sealedAt) {
        var leaves = entries.stream().map(SealedEntry::leaf).toList();
        var batch = new Batch(number, CanonicalForm.FORMAT, sealedAt, entries.stream().map(SealedEntry::id).toList(),
                leaves, MerkleTree.root(leaves), previous, null);
        return new Batch(number, batch.format, sealedAt, batch.ids, leaves, batch.root, previous, batch.computed());
    }

    static Batch of(Row row) {
        var bytes = row.getBuffer("leaves").getBytes();
        var leaves = new ArrayList<byte[]>(bytes.length / HASH_BYTES);
        for (int at = 0; at < bytes.length; at += HASH_BYTES) {
            leaves.add(Arrays.copyOfRange(bytes, at, at + HASH_BYTES));
        }
        return new Batch(row.getLong("number"), row.getInteger("format"),
                row.getOffsetDateTime("sealed_at").toInstant(), List.of(row.getArrayOfUUIDs("entry_ids")), leaves,
                row.getBuffer("root").getBytes(), row.getBuffer("previous").getBytes(),
                row.getBuffer("hash").getBytes());
    }

    /** What the hash must be. */
    byte[] computed() {
        return new CanonicalForm('B').number(number).number(format).instant(sealedAt).number(ids.size())
                .bytes(root).bytes(previous).sha256();
    }

    /** Whether root and hash are those of the leaves. */
    boolean isWhole() {
        return format == CanonicalForm.FORMAT && ids.size() == leaves.size()
                && Arrays.equals(root, MerkleTree.root(leaves)) && Arrays.equals(hash, computed());
    }

    Tuple row(String lastTx) {
        var all = Buffer.buffer(HASH_BYTES * leaves.size());
        leaves.forEach(all::appendBytes);
        return Tuple.tuple().addLong(number).addInteger(format).addValue(sealedAt.atOffset(ZoneOffset.UTC))
                .addArrayOfUUID(ids.toArray(UUID[]::new)).addValue(all).addValue(Buffer.buffer(root))
                .addValue(Buffer.buffer(previous)).addValue(Buffer.buffer(hash)).addString(lastTx);
    }
}
