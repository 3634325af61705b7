package org.rollcall.bench.geofence;

import java.util.concurrent.TimeUnit;

import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Geometry;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

/** One place against one area: which side, and how far from the border. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmarks {

    /** What every side needs. */
    @State(Scope.Thread)
    public abstract static class Side {

        @Param("hot")
        public String setting;

        @Param("20261124")
        public long seed;

        @Param("")
        public String counties;

        Places places;

        @Setup(Level.Trial)
        public void make() {
            places = new Places(setting, seed, counties);
            build();
        }

        abstract void build();

        Point[] points() {
            var factory = new GeometryFactory();
            var points = new Point[Places.COUNT];
            for (int i = 0; i < Places.COUNT; i++) {
                points[i] = factory.createPoint(places.places[i]);
            }
            return points;
        }
    }

    /** Our areas. */
    public static class Ours extends Side {

        Area[] areas;
        WgsCoordinate[] wgs;

        @Override
        void build() {
            areas = places.areas.parallelStream().map(Area::polygonal).toArray(Area[]::new);
            wgs = new WgsCoordinate[Places.COUNT];
            for (int i = 0; i < Places.COUNT; i++) {
                wgs[i] = WgsCoordinate.fromJts(places.places[i]);
            }
        }
    }

    /** JTS's locator, which answers the same question as ours. */
    public static class Indexed extends Side {

        IndexedPointInAreaLocator[] locators;

        @Override
        void build() {
            locators = places.areas.parallelStream().map(Indexed::locator).toArray(IndexedPointInAreaLocator[]::new);
        }

        static IndexedPointInAreaLocator locator(Geometry area) {
            var locator = new IndexedPointInAreaLocator(area);
            locator.locate(area.getCoordinate());
            return locator;
        }
    }

    /** JTS's prepared geometry. */
    public static class Prepared extends Side {

        PreparedGeometry[] prepared;
        Point[] points;

        @Override
        void build() {
            prepared = places.areas.parallelStream().map(PreparedGeometryFactory::prepare)
                    .toArray(PreparedGeometry[]::new);
            points = points();
            var factory = new GeometryFactory();
            for (int i = 0; i < prepared.length; i++) {
                // In the envelope, or the index would be built while it is measured.
                prepared[i].covers(factory.createPoint(places.areas.get(i).getEnvelopeInternal().centre()));
            }
        }
    }

    /** JTS's locator and JTS's distance to the line work: together what the accuracy circle needs. */
    public static class Facets extends Indexed {

        IndexedFacetDistance[] facets;
        Point[] points;

        @Override
        void build() {
            super.build();
            facets = places.areas.parallelStream().map(IndexedFacetDistance::new).toArray(IndexedFacetDistance[]::new);
            points = points();
        }
    }

    @Benchmark
    public boolean locateOurs(Ours state) {
        int i = state.places.next();
        return state.areas[state.places.home[i]].covers(state.wgs[i]);
    }

    @Benchmark
    public int locateIndexed(Indexed state) {
        int i = state.places.next();
        return state.locators[state.places.home[i]].locate(state.places.places[i]);
    }

    @Benchmark
    public boolean locatePrepared(Prepared state) {
        int i = state.places.next();
        return state.prepared[state.places.home[i]].covers(state.points[i]);
    }

    @Benchmark
    public double accuracyOurs(Ours state) {
        int i = state.places.next();
        return state.areas[state.places.home[i]].signedDistanceMetres(state.wgs[i], Places.reachMetres(i));
    }

    @Benchmark
    public boolean accuracyJts(Facets state) {
        int i = state.places.next();
        int location = state.locators[state.places.home[i]].locate(state.places.places[i]);
        boolean near = state.facets[state.places.home[i]].isWithinDistance(state.points[i],
                Places.reachMetres(i) / 111_320);
        return near ^ location == 0;
    }

    @Benchmark
    public double distanceOurs(Ours state) {
        int i = state.places.next();
        return state.areas[state.places.home[i]].signedDistanceMetres(state.wgs[i]);
    }

    @Benchmark
    public double distanceJts(Facets state) {
        int i = state.places.next();
        int location = state.locators[state.places.home[i]].locate(state.places.places[i]);
        double degrees = state.facets[state.places.home[i]].distance(state.points[i]);
        return location == 0 ? -degrees : degrees;
    }
}
