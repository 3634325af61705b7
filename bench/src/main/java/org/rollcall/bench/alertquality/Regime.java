package org.rollcall.bench.alertquality;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.rollcall.bench.Settings;

/** When phones send fixes. */
enum Regime {

    /** Every five minutes, by themselves. */
    FIVE_MINUTES("every 5 minutes", Duration.ofMinutes(5)),
    /** Every half hour, by themselves. */
    HALF_HOUR("every 30 minutes", Duration.ofMinutes(30)),
    /**
     * Three check-ins a day, as Futian's app takes them (DOMAIN 0.3), at any time within the hours from 8, 13 and 20; each
     * may be followed by a burst of three fixes within two minutes. The longest interval is the night.
     */
    CHECK_INS("three check-ins a day", Duration.ofHours(12));

    private final String label;
    private final Duration interval;

    Regime(String label, Duration interval) {
        this.label = label;
        this.interval = interval;
    }

    /** The word it is called by in targets and after {@code --only}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Stream.of(values()).map(Regime::word).toList();
    }

    /** Those that a run is to measure. */
    static List<Regime> wanted(Settings settings) {
        return Stream.of(values()).filter(regime -> settings.wants(regime.word())).toList();
    }

    String label() {
        return label;
    }

    /** The longest time that is planned between two fixes. */
    Duration interval() {
        return interval;
    }

    boolean periodic() {
        return this != CHECK_INS;
    }
}
