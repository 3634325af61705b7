package org.rollcall.backend.collection;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: how their places are collected, and on what that rests. Who recorded it is another's data. */
final class OwnCollection {

    @Produces
    @Singleton
    OwnDataPart modes() {
        return new OwnDataPart("LOCATION_MODE",
                "select id::text as key, jsonb_build_object('id', id, 'deviceKind', device_kind, 'mode', mode,"
                        + " 'basis', basis, 'reason', reason, 'intervalSeconds', interval_s, 'hoursFromMinute',"
                        + " hours_from_minute, 'hoursUntilMinute', hours_until_minute, 'notifiedAt', notified_at, 'from',"
                        + " lower(valid), 'until', upper(valid), 'knownFrom', known_from, 'knownUntil', known_until) as"
                        + " item from location_mode where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid)"
                        + " order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart instructions() {
        return new OwnDataPart("LEGAL_INSTRUCTION",
                "select id::text as key, jsonb_build_object('id', id, 'documentNumber', document_number,"
                        + " 'issuedBy', issued_by, 'reason', reason, 'until', valid_until, 'recordedAt', recorded_at) as"
                        + " item from legal_instruction where supervisee_id = $1 and ($2::text is null or id >"
                        + " $2::text::uuid) order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart orders() {
        return new OwnDataPart("POSITIONING_ORDER",
                "select id::text as key, jsonb_build_object('id', id, 'serialNumber', serial_number, 'ground',"
                        + " ground, 'evidence', evidence, 'documentNumber', document_number, 'firstDay', first_day,"
                        + " 'lastDay', last_day, 'from', lower(valid), 'until', upper(valid), 'extensionOf', extension_of,"
                        + " 'recordedAt', recorded_at) as item from positioning_order where supervisee_id = $1 and"
                        + " ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }
}
