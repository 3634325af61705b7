package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.rollcall.backend.collection.CollectionAdvice;

/**
 * The words of Overland: an object with a result, else it deletes nothing. It cannot be asked for a burst; how it reports
 * can be set in steps of its own (GLManager.m, updateSettingsFromResponse).
 */
final class OverlandAnswers implements Answers {

    private static final NavigableMap<Integer, String> APART = new TreeMap<>(
            Map.of(1, "1s", 5, "5s", 10, "10s", 30, "30s", 60, "1m", 300, "5m"));
    // Never off: then it sends nothing more, and hears of nothing more.
    private static final NavigableMap<Integer, String> SENDING = new TreeMap<>(
            Map.of(60, "1m", 120, "2m", 300, "5m", 600, "10m", 1_800, "30m"));

    static Response ok() {
        return Response.ok(Map.of("result", "ok"), MediaType.APPLICATION_JSON_TYPE).build();
    }

    @Override
    public Response taken(Message message, Wishes wishes) {
        return wishes.collection().map(OverlandAnswers::settings)
                .map(settings -> Response.ok(Map.of("result", "ok", "set", settings), MediaType.APPLICATION_JSON_TYPE)
                        .build())
                .orElseGet(OverlandAnswers::ok);
    }

    /** What is not named stays as it is set up. Its steps end at 5 minutes: what is more than the mode asks is forgotten. */
    private static Map<String, Object> settings(CollectionAdvice advice) {
        if (!advice.periodic()) {
            return Map.of("main", Map.of("tracking_mode", "off", "visit_tracking", false));
        }
        var settings = new LinkedHashMap<String, Object>();
        settings.put("send_interval", step(SENDING, advice.intervalSeconds()));
        settings.put("main", Map.of("tracking_mode", "both", "min_time", step(APART, advice.intervalSeconds())));
        return settings;
    }

    private static String step(NavigableMap<Integer, String> steps, int seconds) {
        var entry = steps.floorEntry(seconds);
        return entry == null ? steps.firstEntry().getValue() : entry.getValue();
    }

    @Override
    public Response unknownCredential() {
        return Refusals.bearer();
    }

    @Override
    public Response expiredCredential() {
        return Refusals.bearer();
    }

    @Override
    public Response tooFast(Duration wait) {
        return Refusals.tooMany(wait);
    }
}
