package org.rollcall.backend.access;

import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Whoever must hear what becomes of a person's phones. A person who changes phones is usual; one who does so unseen may have
 * given a phone to somebody else. This package tells nobody anything, so another does, in the transaction that does it:
 * both or neither.
 */
public interface PhoneNews {

    /** What happened, to the phone that is named. */
    enum What {
        /** It took the place of another. */
        REPLACED,
        /** It was enrolled beside another, which stays. */
        ADDED,
        /** What renews its token came back after its use: somebody has a copy. */
        COPIED
    }

    /** Tells of it. */
    Uni<Void> tell(SqlConnection transaction, UUID person, What what, UUID device);
}
