package org.rollcall.bench.alertquality;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.rollcall.bench.Table;

/** What becomes of the figures where a guess of the simulation was too good: each error made far worse, one at a time. */
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

    private final Map<String, Map<Regime, List<Score>>> scores = new TreeMap<>();

    /** Adds what the first-fix design and ours made of one variation. */
    void add(Variation variation, Regime regime, List<Score> firstAndOurs) {
        scores.computeIfAbsent(variation.label(), label -> new TreeMap<>()).put(regime, firstAndOurs);
    }

    Table table(List<Regime> regimes) {
        var columns = new String[1 + 2 * regimes.size()];
        columns[0] = "what is worse";
        for (int i = 0; i < regimes.size(); i++) {
            columns[1 + 2 * i] = regimes.get(i).label() + ": false a person-week (fewer than first fix)";
            columns[2 + 2 * i] = "missed";
        }
        var table = new Table("Sensitivity of ours", columns);
        for (var variation : VARIATIONS) {
            var row = new Object[columns.length];
            row[0] = variation.label();
            for (int i = 0; i < regimes.size(); i++) {
                var both = scores.get(variation.label()).get(regimes.get(i));
                var ours = both.get(1);
                row[1 + 2 * i] = "%.4f (%.0fx)".formatted(ours.falsePerWeek(), times(both.get(0), ours));
                row[2 + 2 * i] = ours.missed() + " of " + ours.enough();
            }
            table.row(row);
        }
        return table;
    }

    /** How many times fewer false alerts, at the upper bound of ours. */
    static double times(Score first, Score ours) {
        return first.falsePerWeek() / ours.falsePerWeekAtMost();
    }
}
