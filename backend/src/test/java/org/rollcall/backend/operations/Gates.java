package org.rollcall.backend.operations;

/** Whether this build may change sources. */
public final class Gates {

    /** CI in the environment, or {@code -Pci}, which the one activates and which sets this property. */
    public static final boolean ONLY_CHECK = System.getenv("CI") != null
            || Boolean.getBoolean("rollcall.gates.only-check");

    private Gates() {
    }
}
