package org.rollcall.bench.geofence;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Which areas and which places a lookup is tried with; the same for ours and for JTS. Not thread-safe: one thread.
 */
final class Places {

    static final int COUNT = 1 << 17;

    final List<Geometry> areas;
    final int[] home = new int[COUNT];
    final Coordinate[] places = new Coordinate[COUNT];
    private int next;

    /**
     * @param setting hot: one area, anywhere in its envelope; border: one area, within 500 m of its border; random: for
     *        each place a random area, anywhere in its envelope, so that no cache holds what is needed
     */
    Places(String setting, long seed, String file) {
        var all = new CountyData(Path.of(file), "").read();
        boolean random = setting.equals("random");
        areas = random ? all : List.of(large(all));
        var numbers = new SplittableRandom(seed);
        for (int i = 0; i < COUNT; i++) {
            home[i] = numbers.nextInt(areas.size());
            places[i] = setting.equals("border")
                    ? nearBorder(numbers, areas.get(home[i]), 500)
                    : anywhere(numbers, areas.get(home[i]));
        }
    }

    int next() {
        next = (next + 1) & (COUNT - 1);
        return next;
    }

    /** An accuracy of 5 to 68 m and a margin of 100 m. */
    static double reachMetres(int i) {
        return 105 + (i & 63);
    }

    /** The county of about 4,842 vertices, as in the table that came before the benchmark. */
    static Geometry large(List<Geometry> counties) {
        return counties.stream().min(Comparator.comparingInt(area -> Math.abs(area.getNumPoints() - 4_842)))
                .orElseThrow();
    }

    /** A place anywhere in the area's envelope. */
    static Coordinate anywhere(SplittableRandom random, Geometry area) {
        var envelope = area.getEnvelopeInternal();
        return new Coordinate(envelope.getMinX() + envelope.getWidth() * random.nextDouble(),
                envelope.getMinY() + envelope.getHeight() * random.nextDouble());
    }

    /** A place at most so many metres east or west and north or south of one of the area's vertices. */
    private static Coordinate nearBorder(SplittableRandom random, Geometry area, double metres) {
        var shell = area.getGeometryN(0).getCoordinates();
        var vertex = shell[random.nextInt(shell.length)];
        double degrees = metres / 111_320;
        return new Coordinate(
                vertex.x + degrees * (2 * random.nextDouble() - 1) / Math.cos(Math.toRadians(vertex.y)),
                vertex.y + degrees * (2 * random.nextDouble() - 1));
    }
}
