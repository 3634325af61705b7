package org.rollcall.backend.lifecycle;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: what paused their duties, and what ended them. */
final class OwnLifecycle {

    @Produces
    @Singleton
    OwnDataPart custody() {
        return new OwnDataPart("CUSTODY",
                "select id::text as key, jsonb_build_object('id', id, 'kind', kind, 'reason', reason,"
                        + " 'documentNumber', document_number, 'from', lower(valid), 'until', upper(valid), 'recordedAt',"
                        + " recorded_at, 'endedAt', ended_at, 'endReason', end_reason) as item from custody where"
                        + " supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart release() {
        return new OwnDataPart("RELEASE",
                "select id::text as key, jsonb_build_object('id', id, 'kind', kind, 'reason', reason,"
                        + " 'documentNumber', document_number, 'releasedAt', released_at, 'recordedAt', recorded_at) as"
                        + " item from release where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order"
                        + " by id limit $3");
    }
}
