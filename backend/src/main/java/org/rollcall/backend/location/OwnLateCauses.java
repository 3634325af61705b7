package org.rollcall.backend.location;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: what fixes that came late would have raised, and for what fixes are kept. */
final class OwnLateCauses {

    @Produces
    @Singleton
    OwnDataPart causes() {
        return new OwnDataPart("LATE_CAUSE",
                "select id::text as key, jsonb_build_object('id', id, 'deviceKind', device_kind, 'code', code,"
                        + " 'since', since, 'openedAt', opened_at, 'endedAt', ended_at, 'fixes', fixes, 'lateFixes',"
                        + " late_fixes, 'mostMetres', most_metres, 'recordedAt', recorded_at, 'replacedAt', replaced_at) as"
                        + " item from late_cause where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid)"
                        + " order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart links() {
        return new OwnDataPart("FIX_LINK",
                "select to_char(fixed_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " || ' ' || encode(source_hash, 'hex') || ' ' || kind || ' ' || object_id as key,"
                        + " jsonb_build_object('fixedAt', fixed_at, 'kind', kind, 'objectId', object_id) as item from fix_link"
                        + " where supervisee_id = $1 and ($2::text is null or (fixed_at, source_hash, kind, object_id) >"
                        + " (split_part($2, ' ', 1)::timestamptz, decode(split_part($2, ' ', 2), 'hex'), split_part($2, ' ', 3),"
                        + " split_part($2, ' ', 4)::uuid)) order by fixed_at, source_hash, kind, object_id limit $3");
    }
}
