package org.rollcall.bench.access;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.rollcall.bench.BenchException;
import org.rollcall.bench.server.Node;

/** Lists asked at a rate that does not wait for answers; each list goes on where its last page ended. */
final class Questions {

    private static final Pattern NEXT = Pattern.compile("\"next\"\\s*:\\s*\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A list that is gone through. */
    private static final class Walk {
        private final String name;
        private final Nation.Asker asker;
        private final String path;
        private final AtomicReference<String> after = new AtomicReference<>("");

        private Walk(Nation.Asker asker, String what, String path) {
            this.name = asker.scope() + ": " + what;
            this.asker = asker;
            this.path = path;
        }

        private String next() {
            var cursor = after.get();
            return cursor.isEmpty()
                    ? path
                    : path + (path.contains("?") ? "&" : "?") + "after="
                            + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        }

        private void answered(String body) {
            var matcher = NEXT.matcher(body);
            after.set(matcher.find() ? matcher.group(1) : "");
        }
    }

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final List<Walk> walks = new ArrayList<>();
    private final Map<String, Queue<Double>> millis = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    Questions(URI base, List<Nation.Asker> askers) {
        this.base = base;
        for (var asker : askers) {
            walks.add(new Walk(asker, "people, page by page", "/api/v1/supervisees"));
            walks.add(new Walk(asker, "people of one office", "/api/v1/supervisees?unitId=" + asker.office()));
            walks.add(new Walk(asker, "one case number", "/api/v1/supervisees?caseNumber=NATION-1"));
            walks.add(new Walk(asker, "alerts, page by page", "/api/v1/alerts"));
        }
    }

    /** Milliseconds from when each was due, by list. */
    Map<String, Collection<Double>> ask(double rate, Duration length) {
        millis.clear();
        long began = System.nanoTime();
        var all = IntStream.range(0, (int) (rate * length.toSeconds())).mapToObj(number -> {
            long due = began + (long) (number * 1e9 / rate);
            long wait = (due - System.nanoTime()) / 1_000_000;
            if (wait > 0) {
                Node.pause(wait);
            }
            return fire(walks.get(number % walks.size()), due);
        }).toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        if (!wrong.isEmpty()) {
            throw new BenchException(wrong.size() + " lists were not answered, the first: " + wrong.peek());
        }
        return new TreeMap<>(millis);
    }

    private CompletableFuture<Void> fire(Walk walk, long due) {
        var request = HttpRequest.newBuilder(base.resolve(walk.next())).timeout(PATIENCE)
                .header("Authorization", "Bearer " + walk.asker.token()).build();
        return http.sendAsync(request, BodyHandlers.ofString()).handle((answer, failure) -> {
            hear(walk, answer, failure, (System.nanoTime() - due) / 1e6);
            return null;
        });
    }

    private void hear(Walk walk, HttpResponse<String> answer, Throwable failure, double took) {
        if (failure != null || answer.statusCode() != 200) {
            wrong.add(walk.name + ": " + (failure != null ? failure.toString() : answer.statusCode()));
            return;
        }
        walk.answered(answer.body());
        millis.computeIfAbsent(walk.name, name -> new ConcurrentLinkedQueue<>()).add(took);
    }
}
