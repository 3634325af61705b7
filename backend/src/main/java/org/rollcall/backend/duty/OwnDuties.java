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
                + " opens_at, 'closesAt', closes_at, 'state', state, 'doneAt', done_at, 'entries', (select jsonb_agg("
                + "jsonb_build_object('state', e.state, 'at', e.at) order by e.seq) from slot_entry e where e.slot_id = slot.id)) as item from slot"
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

    @Produces
    @Singleton
    OwnDataPart schedules() {
        return new OwnDataPart("SCHEDULE",
                "select id::text as key, jsonb_build_object('id', id, 'kind', kind, 'policyVersion',"
                        + " policy_version, 'opensMinute', opens_minute, 'closesMinute', closes_minute, 'dayOfMonth',"
                        + " day_of_month, 'graceSeconds', grace_seconds, 'from', lower(valid), 'until', upper(valid)) as"
                        + " item from schedule where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order"
                        + " by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart checkIns() {
        return new OwnDataPart("CHECK_IN",
                "select to_char(fixed_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " || ' ' || encode(source_hash, 'hex') as key, jsonb_build_object('slotId', slot_id, 'fixedAt', fixed_at,"
                        + " 'receivedAt', received_at) as item from check_in where supervisee_id = $1 and ($2::text is null"
                        + " or (fixed_at, source_hash) > (split_part($2, ' ', 1)::timestamptz, decode(split_part($2, ' ', 2),"
                        + " 'hex'))) order by fixed_at, source_hash limit $3");
    }
}
