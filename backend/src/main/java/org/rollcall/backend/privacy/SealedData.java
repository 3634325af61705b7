package org.rollcall.backend.privacy;

import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** What is in a row: sealed, with what it is found by. */
final class SealedData {

    static final String COLUMNS = "supervisee_id, key_id, document_kind, document_sealed, phone_sealed,"
            + " health_notes_sealed, changed_at";

    private SealedData() {
    }

    /** Person, key, then the fields and their digests in the order of {@link #VALUES}. */
    static Tuple sealed(FieldKey key, UUID person, PersonalDataRequest data) {
        var document = data.document();
        return Tuple.tuple().addUUID(person).addUUID(key.id())
                .addString(document == null ? null : document.kind().name())
                .addValue(seal(key, Field.DOCUMENT, person, document == null ? null : document.number()))
                .addValue(index(key, Field.DOCUMENT, document == null ? null : document.indexed()))
                .addValue(seal(key, Field.PHONE, person, data.phone())).addValue(index(key, Field.PHONE, data.phone()))
                .addValue(seal(key, Field.HEALTH_NOTES, person, data.healthNotes()));
    }

    /** The fields of {@link #sealed}. */
    static final String VALUES = "key_id = $2, document_kind = $3, document_sealed = $4, document_index = $5,"
            + " phone_sealed = $6, phone_index = $7, health_notes_sealed = $8";

    static PersonalDataRequest open(FieldKey key, Row row) {
        var person = row.getUUID("supervisee_id");
        var kind = row.getString("document_kind");
        return new PersonalDataRequest(
                kind == null
                        ? null
                        : new IdentityDocument(DocumentKind.valueOf(kind),
                                open(key, Field.DOCUMENT, person, row.get(Buffer.class, "document_sealed"))),
                open(key, Field.PHONE, person, row.get(Buffer.class, "phone_sealed")),
                open(key, Field.HEALTH_NOTES, person, row.get(Buffer.class, "health_notes_sealed")), null, null);
    }

    private static Buffer seal(FieldKey key, Field field, UUID person, String value) {
        return value == null ? null : Buffer.buffer(key.seal(field, person, value));
    }

    static Buffer index(FieldKey key, Field field, String value) {
        return value == null ? null : Buffer.buffer(key.index(field, value));
    }

    private static String open(FieldKey key, Field field, UUID person, Buffer sealed) {
        return sealed == null ? null : key.open(field, person, sealed.getBytes());
    }
}
