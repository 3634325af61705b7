package org.rollcall.backend.travel;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: where they were permitted to be, what they asked for, and what became of it. */
final class OwnLeave {

    @Produces
    @Singleton
    OwnDataPart permissions() {
        return new OwnDataPart("PERMISSION",
                "select id::text as key, jsonb_build_object('id', id, 'kind', kind, 'purpose',"
                        + " purpose, 'from', lower(valid), 'until', upper(valid), 'appliedAt', applied_at, 'decidedAt', decided_at,"
                        + " 'areaIds', (select jsonb_agg(a.area_id order by a.area_id) from permission_area a where a.permission_id = permission.id),"
                        + " 'versions', (select jsonb_agg(jsonb_build_object('from', lower(v.valid), 'until', upper(v.valid), 'knownFrom',"
                        + " v.known_from, 'knownUntil', v.known_until, 'reason', v.reason) order by v.version) from permission_version v"
                        + " where v.permission_id = permission.id))"
                        + " as item from permission where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid)"
                        + " order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart applications() {
        return new OwnDataPart("LEAVE_APPLICATION", "select id::text as key, jsonb_build_object('id', id, 'kind', kind,"
                + " 'purpose', purpose, 'from', lower(valid), 'until', upper(valid), 'appliedAt', applied_at, 'granted',"
                + " granted, 'reason', reason, 'decidedAt', decided_at) as item from leave_application"
                + " where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }
}
