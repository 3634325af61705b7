package org.rollcall.backend.access;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.OwnDataPart;

/**
 * What is kept here about somebody: their phones, what these say of themselves, and no secret of them; that they may have
 * more than one; and that a PIN was given.
 */
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

    @Produces
    @Singleton
    OwnDataPart statuses() {
        return new OwnDataPart("DEVICE_STATUS", "select s.device_id::text as key, jsonb_build_object('deviceId',"
                + " s.device_id, 'receivedAt', s.received_at, 'locationPermission', s.location_permission, 'locationOn',"
                + " s.location_on, 'precise', s.precise, 'powerSaving', s.power_saving, 'backgroundRestricted',"
                + " s.background_restricted, 'batteryLow', s.battery_low, 'appVersion', s.app_version, 'changedAt',"
                + " s.changed_at) as item from device_status s join device d on d.id = s.device_id"
                + " where d.supervisee_id = $1 and ($2::text is null or s.device_id > $2::text::uuid)"
                + " order by s.device_id limit $3");
    }

    @Produces
    @Singleton
    OwnDataPart pins() {
        return new OwnDataPart("CHECK_IN_PIN",
                "select 'pin' as key, jsonb_build_object('issuedAt', issued_at, 'expiresAt', expires_at) as item"
                        + " from check_in_pin where supervisee_id = $1 and $2::text is null limit $3");
    }
}
