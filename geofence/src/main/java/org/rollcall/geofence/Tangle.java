package org.rollcall.geofence;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineSegment;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.index.chain.MonotoneChain;
import org.locationtech.jts.index.chain.MonotoneChainBuilder;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * How much work it is to check a border for crossings, counted beforehand: JTS compares the stretches whose boxes
 * overlap, and the rings whose boxes do. For what is drawn by people both are few; for a few thousand long zigzags side
 * by side both would run for hours. Stateless.
 */
final class Tangle {

    /** Fewer vertices than these cannot make enough work to matter. */
    private static final int HARMLESS = 4_000;

    private static final long RINGS_A_CHAIN = 8;

    private Tangle() {
    }

    /** Whether checking a border takes more than so many comparisons. Never looks at more than about as many pairs. */
    static boolean exceeds(Geometry polygonal, long comparisons) {
        if (polygonal.getNumPoints() <= HARMLESS) {
            return false;
        }
        List<Stretch> chains = new ArrayList<>();
        List<Stretch> rings = new ArrayList<>();
        Rings.forEach(polygonal, (name, ring) -> {
            rings.add(new Stretch(ring.getEnvelopeInternal(), ring.getNumPoints()));
            chains(ring, chains);
        });
        return exceeds(rings, comparisons * RINGS_A_CHAIN) || exceeds(chains, comparisons);
    }

    /** Whether borders cross one another and themselves more often than that. Never finds many more than as many. */
    static boolean crossesMoreThan(Geometry polygonal, int most) {
        List<LineSegment> segments = new ArrayList<>();
        var index = new HPRtree();
        Rings.forEach(polygonal, (name, ring) -> {
            for (int i = 1; i < ring.getNumPoints(); i++) {
                var segment = new LineSegment(ring.getCoordinateN(i - 1), ring.getCoordinateN(i));
                segments.add(segment);
                index.insert(new Envelope(segment.p0, segment.p1), segment);
            }
        });
        var intersector = new RobustLineIntersector();
        int[] found = new int[1];
        for (var segment : segments) {
            index.query(new Envelope(segment.p0, segment.p1), other -> {
                var crossed = (LineSegment) other;
                // Each pair is met twice.
                if (crossed != segment && found[0] <= 2 * most) {
                    intersector.computeIntersection(segment.p0, segment.p1, crossed.p0, crossed.p1);
                    found[0] += intersector.isProper() ? 1 : 0;
                }
            });
            if (found[0] > 2 * most) {
                return true;
            }
        }
        return false;
    }

    private static void chains(LinearRing ring, List<Stretch> chains) {
        for (var chain : MonotoneChainBuilder.getChains(ring.getCoordinates())) {
            var monotone = (MonotoneChain) chain;
            chains.add(new Stretch(monotone.getEnvelope(), monotone.getEndIndex() - monotone.getStartIndex()));
        }
    }

    private static boolean exceeds(List<Stretch> stretches, long most) {
        var index = new HPRtree();
        stretches.forEach(stretch -> index.insert(stretch.box, stretch));
        long[] sum = new long[1];
        for (var stretch : stretches) {
            index.query(stretch.box, found -> sum[0] += found == stretch ? 0 : ((Stretch) found).size);
            if (sum[0] > most) {
                return true;
            }
        }
        return false;
    }

    private record Stretch(Envelope box, int size) {}
}
