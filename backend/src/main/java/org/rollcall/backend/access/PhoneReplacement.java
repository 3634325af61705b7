package org.rollcall.backend.access;

import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Whoever must hear that a phone took the place of another. A person who changes phones is usual; one who does so unseen
 * may have given a phone to somebody else. This package tells nobody anything, so another does.
 */
public interface PhoneReplacement {

    /** Tells of it in the transaction that enrols the new phone: both or neither. */
    Uni<Void> replaced(SqlConnection transaction, UUID person, UUID device);
}
