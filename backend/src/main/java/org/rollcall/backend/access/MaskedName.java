package org.rollcall.backend.access;

/** The name of a minor for whoever has no permission of its own to see it (CCL 54): the first character, and no length. */
public final class MaskedName {

    private MaskedName() {
    }

    /** @param name not empty */
    public static String of(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "＊";
    }
}
