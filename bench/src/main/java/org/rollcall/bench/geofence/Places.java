package org.rollcall.bench.geofence;

import java.util.List;
import java.util.SplittableRandom;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Which areas and which places a lookup is tried with; the same for ours and for JTS. Not thread-safe: one thread. */
@State(Scope.Thread)
public class Places {

    static final int COUNT = 1 << 17;
    private static final int HOT_VERTICES = 4_842;

    /** hot: one area, anywhere; border: one area, within 500 m of its border; random: a random home area for each. */
    @Param({"hot", "border", "random"})
    public String setting;

    @Param("20261124")
    public long seed;

    @Param("3200")
    public int counties;

    List<Geometry> areas;
    int[] home;
    Coordinate[] places;
    private int next;

    @Setup(Level.Trial)
    public void makePlaces() {
        boolean random = setting.equals("random");
        areas = random ? Counties.make(seed, counties) : List.of(Counties.county(seed, HOT_VERTICES));
        var numbers = new SplittableRandom(seed);
        home = new int[COUNT];
        places = new Coordinate[COUNT];
        for (int i = 0; i < COUNT; i++) {
            home[i] = random ? numbers.nextInt(areas.size()) : 0;
            var area = areas.get(home[i]);
            places[i] = setting.equals("border")
                    ? Counties.nearBorder(numbers, area, 500)
                    : Counties.anywhere(numbers, area);
        }
    }

    int next() {
        next = (next + 1) & (COUNT - 1);
        return next;
    }
}
