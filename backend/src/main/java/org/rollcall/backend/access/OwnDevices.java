package org.rollcall.backend.access;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: their phones, and no secret of them; and that they may have more than one. */
final class OwnDevices {

    @Produces
    @Singleton
    OwnDataPart devices() {
        return new OwnDataPart("DEVICE", "select id::text as key, jsonb_build_object('id', id, 'kind', kind, 'dialect',"
                + " dialect, 'enrolledAt', enrolled_at, 'revokedAt', revoked_at, 'revokedFor', revoked_for, 'spare', spare) as item from device"
                + " where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart allowances() {
        return new OwnDataPart("DEVICE_ALLOWANCE", "select id::text as key, jsonb_build_object('id', id, 'phones',"
                + " phones, 'from', lower(valid), 'until', upper(valid), 'reason', reason) as item from device_allowance"
                + " where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }
}
