package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.rollcall.bench.Benchmark;
import org.rollcall.bench.Report;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Table;

/**
 * The designs and policies that the kernel's were chosen from (ADR 14), on the people that nothing is reported about. It
 * has no targets: those are {@link AlertQualityBenchmark}'s, on other people.
 */
public final class AlertDesignsBenchmark implements Benchmark {

    /** How far to believe a radius, which at check-ins only many people tell. */
    private static final String RADIUS = "radius";
    /** How long a row outlives a wrong place inside, which only many excursions tell. */
    private static final String OUTLIVES = "outlives";

    @Override
    public String name() {
        return "alert-designs";
    }

    @Override
    public String summary() {
        return "what alert-quality's designs were chosen from, on other people than those it reports about";
    }

    @Override
    public List<String> parts() {
        return Stream.concat(Regime.words().stream(), Stream.of(RADIUS, OUTLIVES)).toList();
    }

    @Override
    public Report run(Settings settings) {
        long seed = settings.seed() == Settings.DEFAULT_SEED ? AlertQualityBenchmark.TUNING_SEED : settings.seed();
        var people = new Population(seed);
        int tenths = settings.shortRun() ? 1 : 10;
        var tables = new ArrayList<Table>();
        for (var regime : Regime.wanted(settings)) {
            settings.say("designs tried, " + regime.label());
            tables.add(table("Designs tried, ", people, regime, 1_200 * tenths, Designs.TRIED));
        }
        if (settings.wants(RADIUS)) {
            for (var regime : Regime.values()) {
                settings.say("how far to believe a radius, " + regime.label());
                tables.add(table("How far to believe a radius, ", people, regime, 16_000 * tenths, Designs.RADII));
            }
        }
        if (settings.wants(OUTLIVES)) {
            // Elsewhere none of many thousand excursions was missed for it.
            settings.say("how long a row outlives fixes inside");
            tables.add(table("How long a row outlives fixes inside, ", people, Regime.HALF_HOUR, 16_000 * tenths,
                    Designs.OUTLIVING));
        }
        return new Report(tables, List.of("people of seed " + seed), List.of());
    }

    private static Table table(String title, Population people, Regime regime, int atCheckIns, List<Design> designs) {
        return AlertQualityBenchmark.table(title + regime.label(), designs, Trial.run(people,
                AlertQualityBenchmark.number(regime, atCheckIns), regime, Noise.DEFAULT, designs));
    }
}
