package org.rollcall.bench.geofence;

import java.util.ArrayList;
import java.util.List;

import org.rollcall.bench.Benchmark;
import org.rollcall.bench.Report;
import org.rollcall.bench.Settings;
import org.rollcall.bench.Table;
import org.rollcall.bench.Target;

/** The geofence kernel beside JTS: time, memory, allocation, building. */
public final class GeofenceBenchmark implements Benchmark {

    private static final List<String> METHODS = List.of("locateOurs", "locateIndexed", "locatePrepared",
            "accuracyOurs", "accuracyJts", "distanceOurs", "distanceJts");
    private static final List<String> PLACES = List.of("hot", "border", "random");
    private static final List<String> PEOPLE = List.of("hot", "cold", "piled", "leaving");

    @Override
    public String name() {
        return "geofence";
    }

    @Override
    public String summary() {
        return "the geofence kernel beside JTS: lookups, distances, whole judgements, memory, building";
    }

    @Override
    public Report run(Settings settings) {
        int rounds = settings.shortRun() ? 1 : 2;
        var counties = CountyData.prepare(settings);
        var jmh = new Jmh(settings);
        jmh.rounds(rounds, cases(), counties);
        settings.say("memory");
        var memory = Footprint.memory(counties);
        settings.say("building");
        var build = Footprint.build(counties, settings.shortRun() ? 1 : 3);
        return new Report(List.of(lookups(jmh), judgements(jmh), memory(memory), building(build)),
                List.of("areas: %d %s, %d vertices".formatted(memory.areas(), counties.whence(), memory.vertices()),
                        "JTS measures distances in degrees, which is wrong in metres by up to 45 %; ours are metres",
                        "the accuracy circle asks whether the border is within 105 to 168 m; of JTS isWithinDistance",
                        "medians over %d interleaved round(s), each case in its own JVM".formatted(rounds)),
                targets(jmh, memory, build));
    }

    private static List<Jmh.Case> cases() {
        var cases = new ArrayList<Jmh.Case>();
        for (var setting : PLACES) {
            for (var method : METHODS) {
                cases.add(new Jmh.Case(LookupBenchmarks.class, method, setting));
            }
        }
        for (var setting : PEOPLE) {
            cases.add(new Jmh.Case(JudgementBenchmarks.class, "judge", setting));
        }
        return cases;
    }

    private static Table lookups(Jmh jmh) {
        var table = new Table("Nanoseconds a lookup", "what", "one hot area", "within 500 m of the border",
                "random home");
        for (var method : METHODS) {
            table.row(label(method), jmh.nanoseconds(method + " hot"), jmh.nanoseconds(method + " border"),
                    jmh.nanoseconds(method + " random"));
        }
        faster(table, jmh, "inside?: ours, times faster than IndexedPointInAreaLocator", "locateIndexed", "locateOurs");
        faster(table, jmh, "inside?: ours, times faster than PreparedGeometry", "locatePrepared", "locateOurs");
        faster(table, jmh, "accuracy circle: ours, times faster than JTS bounded too", "accuracyJts", "accuracyOurs");
        faster(table, jmh, "accuracy circle: ours, times faster than JTS's distance", "distanceJts", "accuracyOurs");
        faster(table, jmh, "whole distance: ours, times faster than JTS's", "distanceJts", "distanceOurs");
        return table;
    }

    private static void faster(Table table, Jmh jmh, String what, String slow, String fast) {
        table.row(what, jmh.ratio(slow + " hot", fast + " hot"), jmh.ratio(slow + " border", fast + " border"),
                jmh.ratio(slow + " random", fast + " random"));
    }

    private static String label(String method) {
        return switch (method) {
            case "locateOurs" -> "ours: inside?";
            case "locateIndexed" -> "JTS IndexedPointInAreaLocator";
            case "locatePrepared" -> "JTS PreparedGeometry.covers";
            case "accuracyOurs" -> "ours: inside, and metres as far as the accuracy circle";
            case "accuracyJts" -> "JTS locator + IndexedFacetDistance.isWithinDistance";
            case "distanceOurs" -> "ours: inside, and all the metres";
            case "distanceJts" -> "JTS locator + IndexedFacetDistance.distance";
            default -> method;
        };
    }

    private static Table judgements(Jmh jmh) {
        var table = new Table("Whole judgement of a fix: home, 2 permissions, 3 exclusions", "whose", "ns",
                "bytes allocated");
        for (var setting : PEOPLE) {
            table.row(switch (setting) {
                case "hot" -> "one person at home";
                case "cold" -> "a random one of 3,000 at home, six cold areas";
                case "piled" -> "the same, all areas moved onto one place";
                default -> "one person all over the border";
            }, jmh.nanoseconds("judge " + setting), jmh.bytes("judge " + setting));
        }
        return table;
    }

    private static Table memory(Footprint.Memory memory) {
        double mebi = 1024 * 1024;
        return new Table("Memory of all areas, MiB", "ours", "JTS polygons", "JTS locators", "JTS facet distance",
                "ours / JTS")
                .row(memory.ours() / mebi, memory.jtsPolygons() / mebi,
                        memory.jtsLocators() / mebi, memory.jtsFacets() / mebi, memory.oursOfJts());
    }

    private static Table building(Footprint.Build build) {
        return new Table("Milliseconds to build an area, one thread", "ours, validity check included",
                "JTS IsValidOp alone", "JTS locator", "JTS facet distance")
                .row(build.ours(), build.validityAlone(), build.locator(), build.facets());
    }

    private static List<Target> targets(Jmh jmh, Footprint.Memory memory, Footprint.Build build) {
        return List.of(
                Target.atLeast("geofence.random-home.times-faster",
                        jmh.ratio("locateIndexed random", "locateOurs random"),
                        30, "x"),
                Target.atLeast("geofence.random-home-accuracy.times-faster",
                        jmh.ratio("distanceJts random", "accuracyOurs random"), 50, "x"),
                Target.atMost("geofence.judgement.hot", jmh.nanoseconds("judge hot"), 500, "ns"),
                Target.atMost("geofence.judgement.cold", jmh.nanoseconds("judge cold"), 1_500, "ns"),
                Target.atMost("geofence.judgement.hot.allocated", jmh.bytes("judge hot"), 200, "B"),
                Target.atMost("geofence.judgement.cold.allocated", jmh.bytes("judge cold"), 200, "B"),
                Target.atMost("geofence.memory.ours-of-jts", memory.oursOfJts(), 0.25, ""),
                Target.atMost("geofence.build", build.ours(), 2, "ms"));
    }
}
