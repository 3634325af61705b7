package org.rollcall.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;

import org.rollcall.bench.world.World;
import org.rollcall.geofence.WgsCoordinate;

/** What phones send: each person's fixes are later than the ones before and not later than now. One thread. */
final class Phones {

    /** A phone without network keeps a fix a minute. */
    static final long BACKLOG_STEP_MILLIS = 60_000;

    private static final long STEP_MILLIS = 250;

    private final World world;
    private final Clock clock = Clock.systemUTC();
    private WgsCoordinate[] bases = {};
    private long[] last = {};
    private String[] tokens = {};

    Phones(World world) {
        this.world = world;
    }

    /** Makes room for that many people. */
    void reach(int people) {
        int known = bases.length;
        if (people > known) {
            bases = java.util.Arrays.copyOf(bases, people);
            last = java.util.Arrays.copyOf(last, people);
            tokens = java.util.Arrays.copyOf(tokens, people);
            java.util.stream.IntStream.range(known, people).parallel().forEach(n -> bases[n] = world.base(n));
        }
    }

    void keep(int person, String token) {
        tokens[person] = token;
    }

    /** The person's next request. */
    Shot next(Order order, int person) {
        var traffic = order.traffic();
        long unit = traffic == Traffic.OWNTRACKS ? 1_000 : 1;
        long now = clock.millis() / unit * unit;
        int fixes = traffic.fixes();
        long step = fixes == 1 ? unit : STEP_MILLIS;
        if (order.backlogMillis() > 0 && last[person] == 0) {
            last[person] = now - order.backlogMillis();
        }
        long first = Math.max(last[person] + unit, now - step * (fixes - 1));
        if (order.backlogMillis() > 0) {
            step = BACKLOG_STEP_MILLIS;
            first = last[person] + step;
        }
        if (order.backlogMillis() < 0) {
            // The clock is set right again afterwards: what it shows now is not remembered.
            return new Shot(bytes(order, person, now - order.backlogMillis(), step), person, fixes,
                    now - order.backlogMillis(), step);
        }
        last[person] = first + step * (fixes - 1);
        return new Shot(bytes(order, person, first, step), person, fixes, first, step);
    }

    private ByteBuffer bytes(Order order, int person, long first, long step) {
        var traffic = order.traffic();
        var head = new Text().add("POST ");
        String body;
        switch (traffic) {
            case OWNTRACKS -> {
                body = ownTracks(person, first);
                head.add("/api/v1/ingest/owntracks HTTP/1.1\r\nAuthorization: Basic ").add(basic(person))
                        .add("\r\nContent-Type: application/json\r\n");
            }
            case TRACCAR -> {
                body = form(person, first);
                head.add("/api/v1/ingest/osmand/").add(world.secret(person))
                        .add(" HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n");
            }
            case CEILING_1, CEILING_10, CEILING_50 -> {
                body = batch(person, traffic.fixes(), first, step);
                head.add("/fixes/").add(person).add(" HTTP/1.1\r\nContent-Type: application/json\r\n");
            }
            default -> {
                body = batch(person, traffic.fixes(), first, step);
                head.add("/api/v1/me/fixes HTTP/1.1\r\nAuthorization: Bearer ").add(tokens[person])
                        .add("\r\nContent-Type: application/json\r\n");
            }
        }
        return request(head, body, order.keepAlive());
    }

    static ByteBuffer request(Text head, String body, boolean keepAlive) {
        head.add("Host: 127.0.0.1\r\nContent-Length: ").add(body.length()).add("\r\n")
                .add(keepAlive ? "\r\n" : "Connection: close\r\n\r\n").add(body);
        return ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private String batch(int person, int fixes, long first, long step) {
        var text = new Text().add("{\"fixes\":[");
        for (int i = 0; i < fixes; i++) {
            long at = first + i * step;
            var place = world.place(bases[person], person, at);
            text.add(i == 0 ? "{\"sourceKey\":\"" : ",{\"sourceKey\":\"").add(person).add("-").add(at)
                    .add("\",\"fixedAt\":\"").add(Instant.ofEpochMilli(at).toString()).add("\",\"lon\":")
                    .degrees(place.longitude()).add(",\"lat\":").degrees(place.latitude()).add(",\"accuracyMetres\":")
                    .add(accuracy(at)).add(",\"mock\":false,\"trigger\":\"TIMER\"}");
        }
        return text.add("]}").toString();
    }

    private String ownTracks(int person, long at) {
        var place = world.place(bases[person], person, at);
        return new Text().add("{\"_type\":\"location\",\"tst\":").add(at / 1_000).add(",\"lat\":")
                .degrees(place.latitude()).add(",\"lon\":").degrees(place.longitude()).add(",\"acc\":")
                .add(accuracy(at)).add(",\"vel\":3,\"batt\":80,\"tid\":\"ab\",\"t\":\"u\",\"conn\":\"m\"}").toString();
    }

    private String form(int person, long at) {
        var place = world.place(bases[person], person, at);
        return new Text().add("id=").add(person).add("&timestamp=").add(at).add("&lat=").degrees(place.latitude())
                .add("&lon=").degrees(place.longitude()).add("&speed=1.9&bearing=30&altitude=60&accuracy=")
                .add(accuracy(at)).add("&batt=80").toString();
    }

    private static long accuracy(long at) {
        return 5 + Math.floorMod(at * 0x9E3779B97F4A7C15L >>> 33, 35L);
    }

    private String basic(int person) {
        return Base64.getEncoder().encodeToString(
                (world.device(person) + ":" + world.secret(person)).getBytes(StandardCharsets.US_ASCII));
    }
}
