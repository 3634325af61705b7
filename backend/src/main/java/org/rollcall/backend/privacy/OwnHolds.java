package org.rollcall.backend.privacy;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: that nothing of theirs is forgotten for a while. */
final class OwnHolds {

    @Produces
    @Singleton
    OwnDataPart holds() {
        return new OwnDataPart("LEGAL_HOLD",
                "select id::text as key, jsonb_build_object('id', id, 'reason', reason, 'placedAt', placed_at,"
                        + " 'liftedAt', lifted_at, 'liftReason', lift_reason) as item from legal_hold where supervisee_id ="
                        + " $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }
}
