package org.rollcall.backend.casework;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody. */
final class OwnObjections {

    @Produces
    @Singleton
    OwnDataPart objections() {
        return new OwnDataPart("OBJECTION", "select o.id::text as key, jsonb_build_object('id', o.id, 'from', from_at,"
                + " 'until', until_at, 'statement', statement, 'madeAt', made_at, 'outcome', outcome, 'reason', reason,"
                + " 'decidedAt', decided_at) as item from objection o left join objection_decision d"
                + " on d.objection_id = o.id where supervisee_id = $1 and ($2::text is null or o.id > $2::text::uuid)"
                + " order by o.id limit $3");
    }
}
