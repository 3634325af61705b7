package org.rollcall.backend.access;

/**
 * How well it is known who sent something, from the weakest. Stored with each fix as its {@link #code()}, which is never
 * given another meaning; what it is worth as evidence is for people to say. 0 is kept free: it is below all of these.
 */
public enum IdentityStrength {
    /** A PIN, from any phone: it counts until an officer says what it was. */
    PROVISIONAL(0),
    /** A secret in an address: it stands in the logs of whatever lies between. */
    URL_TOKEN(1),
    /** A secret that the app sends or renews: whoever copies it is the phone. */
    BEARER_SECRET(2),
    /** A token that a key renews which never leaves the phone. */
    DEVICE_KEY(3);

    private final short code;

    IdentityStrength(int code) {
        this.code = (short) code;
    }

    /** As stored. */
    public short code() {
        return code;
    }

    /** Of apps that may say who they are in two ways, the weaker. */
    static IdentityStrength of(Dialect dialect) {
        return switch (dialect) {
            case NATIVE -> DEVICE_KEY;
            case OWNTRACKS, OVERLAND, TRANSISTORSOFT -> BEARER_SECRET;
            case TRACCAR, GPSLOGGER -> URL_TOKEN;
        };
    }
}
