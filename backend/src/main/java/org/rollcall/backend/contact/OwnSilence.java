package org.rollcall.backend.contact;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: that nothing is heard of them. */
final class OwnSilence {

    @Produces
    @Singleton
    OwnDataPart silence() {
        return new OwnDataPart("SILENCE",
                "select 'silence' as key, jsonb_build_object('since', since, 'lastContactAt', last_contact_at,"
                        + " 'missed', missed) as item from silence where supervisee_id = $1 and $2::text is null limit $3");
    }
}
