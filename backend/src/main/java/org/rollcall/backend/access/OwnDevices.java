package org.rollcall.backend.access;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/** What is kept here about somebody: their phones, and no secret of them. */
final class OwnDevices {

    @Produces
    @Singleton
    OwnDataPart devices() {
        return new OwnDataPart("DEVICE", "select id::text as key, jsonb_build_object('id', id, 'kind', kind, 'dialect',"
                + " dialect, 'enrolledAt', enrolled_at, 'revokedAt', revoked_at) as item from device"
                + " where supervisee_id = $1 and ($2::text is null or id > $2::text::uuid) order by id limit $3");
    }
}
