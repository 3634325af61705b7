package org.rollcall.backend.oversight;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * An entry of the record as far as sealing looks at it.
 *
 * @param at when it was done, by the clock of the node that did it
 * @param leaf the hash over all that it says; its transaction's number is left out, which a restore changes
 * @param tx the number of that transaction
 */
record SealedEntry(UUID id, Instant at, byte[] leaf, String tx) {

    static final String COLUMNS = "e.id, e.at, e.actor, e.posts, e.session_id, e.device_id, e.action, e.object_id,"
            + " e.person_id, e.purpose, e.detail::text as detail, e.before::text as was, e.after::text as became,"
            + " e.tx::text as tx";

    private static final byte[] LEAF = {0};

    static SealedEntry of(Row row) {
        var posts = row.getArrayOfUUIDs("posts");
        var form = new CanonicalForm('E').id(row.getUUID("id")).instant(row.getOffsetDateTime("at").toInstant())
                .id(row.getUUID("actor")).ids(posts == null ? null : List.copyOf(Arrays.asList(posts)))
                .id(row.getUUID("session_id")).id(row.getUUID("device_id")).text(row.getString("action"))
                .id(row.getUUID("object_id")).id(row.getUUID("person_id")).text(row.getString("purpose"))
                .json(row.getString("detail")).json(row.getString("was")).json(row.getString("became"));
        return new SealedEntry(row.getUUID("id"), row.getOffsetDateTime("at").toInstant(),
                CanonicalForm.sha256(LEAF, form.bytes()), row.getString("tx"));
    }
}
