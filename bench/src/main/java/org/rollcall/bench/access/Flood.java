package org.rollcall.bench.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.rollcall.bench.BenchException;

/** More sign-ins at once than are looked at: each asker signs in again as soon as it is answered. */
final class Flood implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> askers = new ArrayList<>();
    private final Map<Integer, Queue<Double>> millis = new ConcurrentHashMap<>();
    private final HttpRequest request;
    private final long began = System.nanoTime();
    private volatile boolean ends;

    private Flood(URI base, String login) {
        var credentials = Nation.credentials(login);
        request = HttpRequest.newBuilder(base.resolve("/api/v1/sessions")).timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"login\":\""
                        + credentials.get("login") + "\",\"password\":\"" + credentials.get("password") + "\"}"))
                .build();
    }

    static Flood begin(URI base, String login, int askers) {
        var flood = new Flood(base, login);
        for (int i = 0; i < askers; i++) {
            var thread = new Thread(flood::ask, "flood-" + i);
            flood.askers.add(thread);
            thread.start();
        }
        return flood;
    }

    private void ask() {
        try {
            while (!ends) {
                long since = System.nanoTime();
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                millis.computeIfAbsent(status, same -> new ConcurrentLinkedQueue<>())
                        .add((System.nanoTime() - since) / 1e6);
                if (status != 201) {
                    Thread.sleep(100); // it is told to wait longer, and does not
                }
            }
        } catch (IOException e) {
            millis.computeIfAbsent(0, same -> new ConcurrentLinkedQueue<>()).add(0.0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it; milliseconds by status. */
    Map<Integer, List<Double>> end() {
        close();
        var found = new TreeMap<Integer, List<Double>>();
        millis.forEach((status, values) -> found.put(status, List.copyOf(values)));
        return found;
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        ends = true;
        for (var asker : askers) {
            try {
                asker.join(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
    }
}
