package org.rollcall.bench.world;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

import org.locationtech.jts.geom.Geometry;
import org.rollcall.bench.geofence.Counties;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

/**
 * People by number, from 0. They live in counties of real size and walk about a place of their own: most well inside,
 * some near the border, a few outside, who are alerts. Immutable and thread-safe.
 */
public final class World {

    /** How many counties there are: a province's. */
    public static final int COUNTIES = 120;

    private static final double METRES_A_DEGREE = 111_320;
    private static final double WALK_METRES = 250;
    private static final double NOISE_METRES = 6;

    /** How people live. */
    public enum Manner {
        /** A province's: as in the class's first sentences. */
        CALM(3, 1, 1_500),
        /** Many at the border and outside, who come and go: so that much is opened and cleared. */
        RESTLESS(35, 15, 240);

        /** Of a hundred people, so many live within 300 m of the border and so many outside. */
        private final int nearBorder;
        private final int outside;
        /** How long a walk takes. */
        private final double walkSeconds;

        Manner(int nearBorder, int outside, double walkSeconds) {
            this.nearBorder = nearBorder;
            this.outside = outside;
            this.walkSeconds = walkSeconds;
        }
    }

    private final long seed;
    private final Manner manner;
    private final List<Geometry> shapes;
    private final List<Area> areas;

    /** The world of that seed. */
    public World(long seed) {
        this(seed, Manner.CALM);
    }

    /** The world of that seed whose people live so. */
    public World(long seed, Manner manner) {
        this.seed = seed;
        this.manner = manner;
        this.shapes = IntStream.range(0, COUNTIES).parallel().mapToObj(c -> Counties.county(seed + c)).toList();
        this.areas = shapes.stream().parallel().map(Area::polygonal).toList();
    }

    /** The county that this person may not leave. */
    public int county(int person) {
        return person % COUNTIES;
    }

    /** A county's boundary, x the longitude. */
    public Geometry shape(int county) {
        return shapes.get(county);
    }

    /** The same, as the kernel wants it. */
    public Area area(int county) {
        return areas.get(county);
    }

    /** The id of a person: as UUIDv7 are, random at its end. */
    public UUID person(int person) {
        return id('p', person);
    }

    /** The id of a person's phone. */
    public UUID device(int person) {
        return id('d', person);
    }

    /** The secret of a person's phone, where its client has one. */
    public String secret(int person) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest('s', person));
    }

    /** The middle of where a person walks about. */
    public WgsCoordinate base(int person) {
        var random = new SplittableRandom(seed * 31 + person);
        int county = county(person);
        int lot = random.nextInt(100);
        if (lot < manner.nearBorder) {
            var vertices = shapes.get(county).getGeometryN(0).getCoordinates();
            var vertex = vertices[random.nextInt(vertices.length)];
            return moved(new WgsCoordinate(vertex.y, vertex.x), 300 * (2 * random.nextDouble() - 1),
                    300 * (2 * random.nextDouble() - 1));
        }
        double wanted = lot < manner.nearBorder + manner.outside ? 1_000 : -1_000;
        var envelope = shapes.get(county).getEnvelopeInternal();
        for (;;) {
            var place = new WgsCoordinate(envelope.getMinY() + envelope.getHeight() * random.nextDouble(),
                    envelope.getMinX() + envelope.getWidth() * random.nextDouble());
            double distance = areas.get(county).signedDistanceMetres(place);
            if (wanted < 0 ? distance < wanted : distance > wanted) {
                return place;
            }
        }
    }

    /** Where a person is at an instant, as a phone sees it: round its place at a walk, with some noise. */
    public WgsCoordinate place(WgsCoordinate base, int person, long epochMillis) {
        double angle = 2 * Math.PI * (epochMillis / 1_000.0 / manner.walkSeconds + person * 0.618);
        var noise = new SplittableRandom(seed ^ epochMillis * 0x9E3779B97F4A7C15L ^ person);
        return moved(base, WALK_METRES * Math.cos(angle) + NOISE_METRES * (2 * noise.nextDouble() - 1),
                WALK_METRES * Math.sin(angle) + NOISE_METRES * (2 * noise.nextDouble() - 1));
    }

    private static WgsCoordinate moved(WgsCoordinate from, double east, double north) {
        double latitude = from.latitude() + north / METRES_A_DEGREE;
        return new WgsCoordinate(latitude,
                from.longitude() + east / METRES_A_DEGREE / Math.cos(Math.toRadians(latitude)));
    }

    private UUID id(char kind, int person) {
        var bytes = ByteBuffer.wrap(digest(kind, person));
        long time = (0x0190_0000_0000L + person / 8) << 16;
        return new UUID(time | 0x7000 | bytes.getLong() & 0xFFF,
                bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    private byte[] digest(char kind, int person) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((seed + ":" + kind + ":" + person).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
