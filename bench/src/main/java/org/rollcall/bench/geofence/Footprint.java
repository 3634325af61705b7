package org.rollcall.bench.geofence;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.rollcall.bench.Statistics;
import org.rollcall.geofence.Area;

/**
 * How much memory all areas take and how long they take to build, ours and JTS's. Memory is what the heap holds after
 * collections, before and after.
 */
final class Footprint {

    record Memory(int areas, int vertices, long ours, long jtsPolygons, long jtsLocators, long jtsFacets) {

        double oursOfJts() {
            return (double) ours / (jtsPolygons + jtsLocators + jtsFacets);
        }
    }

    /** Milliseconds of processor time an area on one thread, medians of several passes. */
    record Build(double ours, double validityAlone, double locator, double facets) {}

    private Footprint() {
    }

    static Memory memory(CountyData counties) {
        long empty = used();
        List<Area> ours = counties.read().parallelStream().map(Area::polygonal).toList();
        long oursUsed = used() - empty;
        int kept = ours.size();
        ours = null;
        long before = used();
        var polygons = counties.read();
        long withPolygons = used();
        var locators = polygons.parallelStream().map(Footprint::locator).toList();
        long withLocators = used();
        var facets = polygons.parallelStream().map(IndexedFacetDistance::new).toList();
        long withFacets = used();
        if (kept + polygons.size() + locators.size() + facets.size() != 4 * kept) {
            throw new IllegalStateException("an area was lost");
        }
        int vertices = polygons.stream().mapToInt(Geometry::getNumPoints).sum();
        return new Memory(kept, vertices, oursUsed, withPolygons - before, withLocators - withPolygons,
                withFacets - withLocators);
    }

    static Build build(CountyData counties, int passes) {
        var polygons = counties.read();
        var ours = new ArrayList<Double>();
        var validity = new ArrayList<Double>();
        var locator = new ArrayList<Double>();
        var facets = new ArrayList<Double>();
        for (int pass = -1; pass < passes; pass++) {
            // The first pass warms up and is not counted.
            boolean counted = pass >= 0;
            keep(ours, counted, time(polygons, Area::polygonal));
            keep(validity, counted, time(polygons, polygon -> new IsValidOp(polygon).isValid()));
            keep(locator, counted, time(polygons, Footprint::locator));
            keep(facets, counted, time(polygons, IndexedFacetDistance::new));
        }
        return new Build(Statistics.median(ours), Statistics.median(validity), Statistics.median(locator),
                Statistics.median(facets));
    }

    private static IndexedPointInAreaLocator locator(Geometry polygon) {
        var locator = new IndexedPointInAreaLocator(polygon);
        locator.locate(polygon.getCoordinate());
        return locator;
    }

    private static void keep(List<Double> times, boolean counted, double time) {
        if (counted) {
            times.add(time);
        }
    }

    private static double time(List<Geometry> polygons, Function<Geometry, Object> build) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        int made = 0;
        for (var polygon : polygons) {
            made += build.apply(polygon).hashCode() == 0 ? 0 : 1;
        }
        double millis = (threads.getCurrentThreadCpuTime() - start) / 1e6;
        return made < 0 ? Double.NaN : millis / polygons.size();
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
