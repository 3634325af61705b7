package org.rollcall.backend.duty;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody. */
final class OwnDuties {

    @Produces
    @Singleton
    OwnDataPart slots() {
        return new OwnDataPart("SLOT", "select id::text as key, jsonb_build_object('id', id, 'kind', kind, 'opensAt',"
                + " opens_at, 'closesAt', closes_at, 'state', state, 'doneAt', done_at) as item from slot"
                + " where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart reports() {
        return new OwnDataPart("REPORT", "select id::text as key, jsonb_build_object('id', id, 'slotId', slot_id,"
                + " 'submittedAt', submitted_at, 'lawAbidance', law_abidance, 'supervision', supervision, 'education',"
                + " education, 'communityService', community_service, 'socialActivities', social_activities) as item"
                + " from report where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid)"
                + " order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart provisional() {
        return new OwnDataPart("PROVISIONAL_CHECK_IN", "select id::text as key, jsonb_build_object('id', id, 'slotId',"
                + " slot_id, 'madeAt', made_at, 'note', note, 'state', state, 'decidedAt', decided_at, 'reason', reason)"
                + " as item from provisional_check_in where supervisee_id = $1"
                + " and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }
}
