package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.rollcall.bench.Table;

/**
 * What becomes of the figures where a guess of the simulation was too good: each kind of error made far worse, one at a
 * time, by how often it comes or how far it reaches. Not every number is varied: docs/alert-quality.md names the others.
 */
final class Sweep {

    private static final Noise USUAL = Noise.DEFAULT;

    /**
     * One way in which phones may be worse.
     *
     * @param label in the table
     */
    record Variation(String label, Noise noise) {}

    static final List<Variation> VARIATIONS = List.of(
            new Variation("as simulated", USUAL),
            new Variation("sticky errors 4 times as often", USUAL.withSticky(0.04, 0.004, 4)),
            new Variation("sticky errors of up to 8 fixes", USUAL.withSticky(0.01, 0.001, 8)),
            new Variation("Wi-Fi twice as wrong", USUAL.withWifi(60, 30)),
            new Variation("strays 4 times as often, twice as far", USUAL.withStrays(2, 120)),
            new Variation("3 times as long on base stations", USUAL.withCells(0.12, 0.36)),
            new Variation("errors 2 times as far as claimed", USUAL.withOptimism(2)),
            new Variation("10 % reflections of 100 m", USUAL.withMultipath(0.1, 100)),
            new Variation("three phones in five hop 300 m at night", USUAL.withHops(0.6, 300)),
            new Variation("15 % of fixes lost, 1.5 gaps a day", USUAL.withSilence(0.15, 1.5)),
            new Variation("all of it, half as bad", USUAL.withSticky(0.02, 0.002, 6).withWifi(45, 22)
                    .withStrays(1, 90).withCells(0.08, 0.24).withOptimism(1.6).withMultipath(0.06, 75)
                    .withHops(0.4, 220).withSilence(0.08, 0.9)));

    private final Map<Regime, Map<String, List<Score>>> scores = new EnumMap<>(Regime.class);

    /** Adds what the first-fix design and ours made of one variation. */
    void add(Variation variation, Regime regime, List<Score> firstAndOurs) {
        scores.computeIfAbsent(regime, one -> new LinkedHashMap<>()).put(variation.label(), firstAndOurs);
    }

    /** A row for each variation. */
    Table table() {
        var columns = new ArrayList<>(List.of("what is worse"));
        for (var regime : scores.keySet()) {
            columns.add(regime.label() + ": false a person-week (fewer than first fix)");
            columns.add("missed");
        }
        var table = new Table("Sensitivity of ours", columns.toArray(String[]::new));
        for (var variation : VARIATIONS) {
            var row = new ArrayList<Object>(List.of(variation.label()));
            for (var both : scores.values()) {
                var ours = both.get(variation.label()).get(1);
                row.add("%.4f (%.0fx)".formatted(ours.falsePerWeek(), times(both.get(variation.label()))));
                row.add(ours.missed() + " of " + ours.enough());
            }
            table.row(row.toArray());
        }
        return table;
    }

    /** For each regime the variation that leaves least of the gain, and how much is missed in any, in words. */
    List<String> worst() {
        var said = new ArrayList<String>();
        scores.forEach((regime, of) -> {
            var worst = Collections.min(of.entrySet(), Comparator.comparingDouble(one -> times(one.getValue())));
            int missed = of.values().stream().mapToInt(both -> both.get(1).missed()).sum();
            said.add("%s, the worst: '%s', %.0f times fewer false alerts than first fix; missed in all variations: %d"
                    .formatted(regime.label(), worst.getKey(), times(worst.getValue()), missed));
        });
        return said;
    }

    private static double times(List<Score> firstAndOurs) {
        return times(firstAndOurs.get(0), firstAndOurs.get(1));
    }

    /** How many times fewer false alerts, at the upper bound of ours. */
    static double times(Score first, Score ours) {
        return first.falsePerWeek() / ours.falsePerWeekAtMost();
    }
}
