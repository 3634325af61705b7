package org.rollcall.backend.platform;

import java.util.regex.Pattern;

/**
 * Databases of people who do not exist, known by their names, so that demos and trainings can neither be mistaken for
 * life nor reach anybody in it. Safe for use by many threads.
 */
public final class MadeUpData {

    private static final Pattern DEMO = named("demo");
    private static final Pattern DEMO_OR_TRAINING = named("demo|training");

    private MadeUpData() {
    }

    /** Whether the database at that URL is a demo's, which may have a clock of its own: its name ends with _demo. */
    static boolean isDemo(String databaseUrl) {
        return DEMO.matcher(databaseUrl).matches();
    }

    /** Whether everybody in the database at that URL is made up: its name ends with _demo or _training. */
    public static boolean isIn(String databaseUrl) {
        return DEMO_OR_TRAINING.matcher(databaseUrl).matches();
    }

    private static Pattern named(String suffix) {
        return Pattern.compile("[^?]*_(?:" + suffix + ")(?:\\?.*)?");
    }
}
