package org.rollcall.backend.location;

/**
 * What a phone says of what its app may and can do: evidence of its health (DOMAIN section 6, DEVICE_HEALTH). Null is
 * what it does not say.
 *
 * @param permission whether the app may ask for the place
 * @param locationOn whether the phone finds places at all
 * @param precise whether the app is given the place as it is, or a blurred one
 * @param powerSaving whether the phone saves power, so that apps wait
 * @param backgroundRestricted whether the system may stop the app while nobody looks at it
 * @param batteryLow whether it will soon be empty and is not being charged
 * @param appVersion of our own client, as it says
 */
public record DeviceStatus(Permission permission, Boolean locationOn, Boolean precise, Boolean powerSaving,
        Boolean backgroundRestricted, Boolean batteryLow, String appVersion) {

    /** Names as in the database. */
    public enum Permission {
        ALWAYS, WHILE_IN_USE, DENIED, NOT_ASKED
    }

    /** What the apps of others say. */
    public DeviceStatus(Permission permission, Boolean locationOn, Boolean precise, Boolean powerSaving,
            Boolean backgroundRestricted) {
        this(permission, locationOn, precise, powerSaving, backgroundRestricted, null, null);
    }

    /** Whether it says nothing that is kept. */
    public boolean isEmpty() {
        return permission == null && locationOn == null && precise == null && powerSaving == null
                && backgroundRestricted == null && batteryLow == null && appVersion == null;
    }
}
