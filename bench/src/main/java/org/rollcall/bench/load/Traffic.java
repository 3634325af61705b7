package org.rollcall.bench.load;

/** What a request looks like. */
public enum Traffic {
    /** Our own client: one fix, ten and fifty a request. */
    NATIVE_1(1), NATIVE_10(10), NATIVE_50(50),
    /** OwnTracks: one fix, Basic authentication. */
    OWNTRACKS(1),
    /** Traccar Client: one fix as a form, the secret in the path. */
    TRACCAR(1),
    /** The ceiling program: the same bodies as our own client's. */
    CEILING_1(1), CEILING_10(10), CEILING_50(50),
    /** No fix: a phone proves its key and gets a token. */
    SESSION(0);

    private final int fixes;

    Traffic(int fixes) {
        this.fixes = fixes;
    }

    /** Fixes in a request. */
    public int fixes() {
        return fixes;
    }

    boolean isNative() {
        return this == NATIVE_1 || this == NATIVE_10 || this == NATIVE_50;
    }

    /** The ceiling's traffic that has these bodies. */
    public Traffic ceiling() {
        return switch (this) {
            case NATIVE_1, OWNTRACKS, TRACCAR -> CEILING_1;
            case NATIVE_10 -> CEILING_10;
            case NATIVE_50 -> CEILING_50;
            default -> throw new IllegalArgumentException(name());
        };
    }
}
