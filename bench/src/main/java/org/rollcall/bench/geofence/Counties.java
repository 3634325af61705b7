package org.rollcall.bench.geofence;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;

/**
 * Areas of the size and raggedness of counties, made from a seed; no freely licensed set of Chinese county boundaries
 * was found.
 *
 * <p>The number of vertices is log-normal with the median of the counties of the USA (1,744 in TIGER 2016), cut at 1,000
 * and 10,000. The border's distance from the middle is a sum of waves whose height falls with their frequency, as coasts'
 * do, with unevenly spaced vertices; every eighth county has an enclave. Such a border cannot cross itself.
 */
public final class Counties {

    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final double MEDIAN_VERTICES = 1_744;
    private static final double SPREAD = 0.8;
    private static final int WAVES = 160;

    private Counties() {
    }

    /** So many counties, spread over a country of the size of China. */
    static List<Geometry> make(long seed, int count) {
        return IntStream.range(0, count).parallel().mapToObj(i -> county(seed + i)).toList();
    }

    /** One county with a number of vertices from its seed. */
    public static Geometry county(long seed) {
        var random = new SplittableRandom(seed);
        double vertices = MEDIAN_VERTICES * Math.exp(SPREAD * gaussian(random));
        return county(random, (int) Math.max(1_000, Math.min(10_000, vertices)));
    }

    /** One county with so many vertices. */
    static Geometry county(long seed, int vertices) {
        return county(new SplittableRandom(seed), vertices);
    }

    private static Geometry county(SplittableRandom random, int vertices) {
        double x = 80 + 45 * random.nextDouble();
        double y = 20 + 30 * random.nextDouble();
        double radius = 0.12 + 0.3 * random.nextDouble();
        if (random.nextInt(8) > 0) {
            return FACTORY.createPolygon(ring(random, vertices, x, y, radius));
        }
        int enclave = vertices / 10;
        var hole = ring(random, enclave, x, y, radius * 0.15);
        return FACTORY.createPolygon(ring(random, vertices - enclave, x, y, radius), new LinearRing[]{hole});
    }

    private static LinearRing ring(SplittableRandom random, int vertices, double x, double y, double radius) {
        double[] angles = new double[vertices];
        for (int i = 0; i < vertices; i++) {
            angles[i] = 2 * Math.PI * (i + 0.9 * random.nextDouble()) / vertices;
        }
        double[] heights = new double[WAVES];
        double[] phases = new double[WAVES];
        double sum = 0;
        for (int k = 0; k < WAVES; k++) {
            heights[k] = random.nextDouble() * Math.pow(k + 1.0, -1.1);
            phases[k] = 2 * Math.PI * random.nextDouble();
            sum += heights[k];
        }
        var ring = new Coordinate[vertices + 1];
        for (int i = 0; i < vertices; i++) {
            double wave = 0;
            for (int k = 0; k < WAVES; k++) {
                wave += heights[k] * Math.cos((k + 1) * angles[i] + phases[k]);
            }
            double r = radius * (1 + 0.6 * wave / sum + 0.004 * random.nextDouble());
            ring[i] = new Coordinate(x + r * Math.cos(angles[i]), y + r * Math.sin(angles[i]));
        }
        ring[vertices] = ring[0].copy();
        return FACTORY.createLinearRing(ring);
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
