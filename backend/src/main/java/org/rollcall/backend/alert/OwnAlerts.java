package org.rollcall.backend.alert;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: alerts, and of what else officers were told. Who handled it is another's data. */
final class OwnAlerts {

    @Produces
    @Singleton
    OwnDataPart alerts() {
        return new OwnDataPart("ALERT", "select id::text as key, jsonb_build_object('id', id, 'code', code, 'severity',"
                + " severity, 'condition', condition, 'handling', handling, 'openedAt', opened_at, 'entries', (select"
                + " jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.at, 'handling', e.handling, 'reason', e.reason,"
                + " 'fact', e.fact) order by e.seq) from alert_entry e where e.alert_id = alert.id)) as item from alert"
                + " where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart tasks() {
        return new OwnDataPart("STAFF_TASK",
                "select id::text as key, jsonb_build_object('id', id, 'kind', kind, 'toldAt', told_at) as item"
                        + " from staff_task where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by"
                        + " id limit $3");
    }
}
