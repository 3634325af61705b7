package org.rollcall.bench.geofence;

import java.util.concurrent.TimeUnit;

import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

/** One place against one area: which side, and how far from the border. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmarks {

    /** Our areas. */
    @State(Scope.Thread)
    public static class Ours extends Places {

        Area[] ours;
        WgsCoordinate[] wgs;

        @Setup(Level.Trial)
        public void build() {
            ours = areas.parallelStream().map(Area::polygonal).toArray(Area[]::new);
            wgs = new WgsCoordinate[COUNT];
            for (int i = 0; i < COUNT; i++) {
                wgs[i] = WgsCoordinate.fromJts(places[i]);
            }
            areas = null;
        }
    }

    /** JTS's locator, which answers the same question as ours. */
    @State(Scope.Thread)
    public static class Indexed extends Places {

        IndexedPointInAreaLocator[] locators;

        @Setup(Level.Trial)
        public void build() {
            locators = areas.parallelStream().map(area -> {
                var locator = new IndexedPointInAreaLocator(area);
                locator.locate(area.getCoordinate());
                return locator;
            }).toArray(IndexedPointInAreaLocator[]::new);
        }
    }

    /** JTS's prepared geometry. */
    @State(Scope.Thread)
    public static class Prepared extends Places {

        PreparedGeometry[] prepared;
        Point[] points;

        @Setup(Level.Trial)
        public void build() {
            prepared = areas.parallelStream().map(PreparedGeometryFactory::prepare).toArray(PreparedGeometry[]::new);
            points = points(this);
            for (int i = 0; i < prepared.length; i++) {
                prepared[i].covers(points[i]);
            }
        }
    }

    /** JTS's locator and JTS's distance to the line work: together what the accuracy circle needs. */
    @State(Scope.Thread)
    public static class Facets extends Indexed {

        IndexedFacetDistance[] facets;
        Point[] points;

        @Setup(Level.Trial)
        public void buildFacets() {
            facets = areas.parallelStream().map(IndexedFacetDistance::new).toArray(IndexedFacetDistance[]::new);
            points = points(this);
        }
    }

    private static Point[] points(Places places) {
        var factory = new GeometryFactory();
        var points = new Point[Places.COUNT];
        for (int i = 0; i < Places.COUNT; i++) {
            points[i] = factory.createPoint(places.places[i]);
        }
        return points;
    }

    @Benchmark
    public boolean locateOurs(Ours state) {
        int i = state.next();
        return state.ours[state.home[i]].covers(state.wgs[i]);
    }

    @Benchmark
    public int locateIndexed(Indexed state) {
        int i = state.next();
        return state.locators[state.home[i]].locate(state.places[i]);
    }

    @Benchmark
    public boolean locatePrepared(Prepared state) {
        int i = state.next();
        return state.prepared[state.home[i]].covers(state.points[i]);
    }

    @Benchmark
    public double distanceOurs(Ours state) {
        int i = state.next();
        return state.ours[state.home[i]].signedDistanceMetres(state.wgs[i]);
    }

    @Benchmark
    public double distanceJts(Facets state) {
        int i = state.next();
        int location = state.locators[state.home[i]].locate(state.places[i]);
        double degrees = state.facets[state.home[i]].distance(state.points[i]);
        return location == 0 ? -degrees : degrees;
    }
}
