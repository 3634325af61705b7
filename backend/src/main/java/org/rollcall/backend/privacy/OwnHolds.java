package org.rollcall.backend.privacy;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/**
 * That nothing of somebody's is forgotten for a while, and not why: what is being looked into may be the reason, and is told by
 * whoever looks.
 */
final class OwnHolds {

    @Produces
    @Singleton
    OwnDataPart holds() {
        return new OwnDataPart("LEGAL_HOLD",
                "select id::text as key, jsonb_build_object('id', id, 'placedAt', placed_at, 'liftedAt', lifted_at)"
                        + " as item from legal_hold where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }
}
