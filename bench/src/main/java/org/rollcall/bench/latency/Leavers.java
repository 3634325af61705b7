package org.rollcall.bench.latency;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.server.Node;
import org.rollcall.bench.world.World;
import org.rollcall.geofence.WgsCoordinate;

/** People with Traccar clients who are far from home, and notes of when each of their fixes was sent. */
final class Leavers {

    /** How old each fix is when it is sent: a hold-down has passed by the last. */
    private static final long[] SECONDS_AGO = {600, 450, 300, 140, 0};
    private static final double METRES_A_DEGREE = 111_320;

    private final URI base;
    private final World world;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Long> sent = new HashMap<>();

    Leavers(URI base, World world) {
        this.base = base;
        this.world = world;
    }

    /** Sends the fixes of that many people, one after the other, with a pause after each. */
    void leave(int first, int count, long pauseMillis) {
        for (int person = first; person < first + count; person++) {
            var home = world.base(person);
            long now = clock.millis() / 1_000 * 1_000;
            for (int i = 0; i < SECONDS_AGO.length; i++) {
                // Two degrees away and on the move: no county is that wide, and nothing stands still.
                send(person, now - SECONDS_AGO[i] * 1_000, new WgsCoordinate(
                        home.latitude() + 2 + 300.0 * i / METRES_A_DEGREE, home.longitude()));
            }
            Node.pause(pauseMillis);
        }
    }

    private void send(int person, long at, WgsCoordinate place) {
        var form = String.format(Locale.ROOT, "id=1&timestamp=%d&lat=%.6f&lon=%.6f&accuracy=10&speed=1", at,
                place.latitude(), place.longitude());
        var request = HttpRequest.newBuilder(base.resolve("/api/v1/ingest/osmand/" + world.secret(person)))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form))
                .build();
        long begun = System.nanoTime();
        try {
            if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                sent.put(key(world.person(person), at), begun);
            }
        } catch (IOException e) {
            throw new BenchException("a fix was not taken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** When the fix of that person and time was sent, in nanoseconds of this process; null where none was. */
    Long sentAt(UUID person, long epochMillis) {
        return sent.get(key(person, epochMillis));
    }

    private static String key(UUID person, long epochMillis) {
        return person + " " + epochMillis;
    }
}
