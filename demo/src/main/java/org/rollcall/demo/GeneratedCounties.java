package org.rollcall.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two neighbouring counties that do not exist, with a crooked border between them as rivers and ridges make them: every
 * name says that it is generated. The same seed gives the same counties.
 */
final class GeneratedCounties {

    /** About the middle of the common border. */
    static final Place MIDDLE = new Place(29.600, 107.200);

    private static final long SEED = 20_260_701;
    private static final double HALF_HEIGHT_METRES = 24_000;
    private static final double WIDTH_METRES = 30_000;

    private final List<Place> border;

    GeneratedCounties() {
        border = crooked(MIDDLE.moved(0, -HALF_HEIGHT_METRES), MIDDLE.moved(0, HALF_HEIGHT_METRES), 10,
                new Random(SEED));
    }

    /** Both as a GeoJSON FeatureCollection. */
    Map<String, Object> asGeoJson() {
        return Map.of("type", "FeatureCollection", "features", List.of(
                feature("DEMO-QINGHE", "青河县(演示,生成的边界)", ring(-WIDTH_METRES, new Random(SEED + 1))),
                feature("DEMO-LIUXI", "柳溪县(演示,生成的边界)", ring(WIDTH_METRES, new Random(SEED + 2)))));
    }

    /** Where the border crosses a parallel that many metres north of the middle, seen from the west. */
    Place borderAt(double northMetres) {
        double lat = MIDDLE.moved(0, northMetres).lat();
        Place west = null;
        for (int i = 1; i < border.size(); i++) {
            var from = border.get(i - 1);
            var to = border.get(i);
            if ((from.lat() - lat) * (to.lat() - lat) <= 0) {
                var crossing = from.lat() == to.lat()
                        ? from
                        : from.towards(to, (lat - from.lat()) / (to.lat() - from.lat()));
                west = west == null || crossing.lon() < west.lon() ? crossing : west;
            }
        }
        return west;
    }

    private List<Place> ring(double farMetres, Random random) {
        var south = border.get(0);
        var north = border.get(border.size() - 1);
        var farNorth = north.moved(farMetres, 0);
        var farSouth = new Place(south.lat(), farNorth.lon());
        var ring = new ArrayList<>(border);
        ring.addAll(rest(crooked(north, farNorth, 8, random)));
        ring.addAll(rest(crooked(farNorth, farSouth, 8, random)));
        ring.addAll(rest(crooked(farSouth, south, 8, random)));
        return ring;
    }

    private static List<Place> rest(List<Place> line) {
        return line.subList(1, line.size());
    }

    /** A line along an axis whose middles are pushed aside, again and again, by less and less: it never meets itself. */
    private static List<Place> crooked(Place from, Place to, int halvings, Random random) {
        boolean northSouth = from.lat() != to.lat();
        List<Place> line = List.of(from, to);
        double reachMetres = 900;
        for (int halving = 0; halving < halvings; halving++, reachMetres *= 0.58) {
            var finer = new ArrayList<Place>();
            for (int i = 1; i < line.size(); i++) {
                double aside = random.nextGaussian() * reachMetres;
                finer.add(line.get(i - 1));
                finer.add(line.get(i - 1).towards(line.get(i), 0.5).moved(northSouth ? aside : 0,
                        northSouth ? 0 : aside));
            }
            finer.add(line.get(line.size() - 1));
            line = finer;
        }
        return List.copyOf(line);
    }

    private static Map<String, Object> feature(String code, String name, List<Place> ring) {
        var positions = ring.stream().map(place -> List.of(place.lon(), place.lat())).toList();
        return Map.of("type", "Feature", "properties", Map.of("code", code, "name", name), "geometry",
                Map.of("type", "Polygon", "coordinates", List.of(positions)));
    }
}
