package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.rollcall.backend.collection.CollectionAdvice;

/**
 * The words of OwnTracks: a list, which may hold commands. The app on iOS deletes what is answered 4xx. Overland that
 * speaks OwnTracks wants its own object nevertheless, and sends the same for ever where it gets a list.
 *
 * @param toOverland whether the credential came as only Overland sends it
 */
record OwnTracksAnswers(boolean toOverland) implements Answers {

    private static final Map<String, Object> REPORT = Map.of("_type", "cmd", "action", "reportLocation");
    private static final int MANUAL = 0;
    private static final int SIGNIFICANT = 1;
    private static final int MOVE = 2;
    // With fixes this near one another it has to look for itself; farther apart it does with what the system finds.
    private static final int MOVE_BELOW_SECONDS = 900;

    @Override
    public Response taken(Message message, Wishes wishes) {
        if (toOverland || message.kind() == MessageKind.POSITION_OF_OVERLAND) {
            return OverlandAnswers.ok();
        }
        var commands = Stream.concat(wishes.collection().stream().map(OwnTracksAnswers::configuration),
                wishes.burst().stream().map(burst -> REPORT)).toList();
        return Response.ok(commands, MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** What is not named stays as it is set up. */
    private static Map<String, Object> configuration(CollectionAdvice advice) {
        var settings = new TreeMap<String, Object>();
        settings.put("_type", "configuration");
        if (advice.periodic()) {
            settings.put("monitoring", advice.intervalSeconds() < MOVE_BELOW_SECONDS ? MOVE : SIGNIFICANT);
            settings.put("locatorInterval", advice.intervalSeconds());
            settings.put("moveModeLocatorInterval", advice.intervalSeconds());
        } else {
            settings.put("monitoring", MANUAL);
        }
        return Map.of("_type", "cmd", "action", "setConfiguration", "configuration", settings);
    }

    @Override
    public Response unknownCredential() {
        return Refusals.basic();
    }

    @Override
    public Response expiredCredential() {
        return Refusals.unavailable();
    }

    @Override
    public Response tooFast(Duration wait) {
        return Refusals.unavailable(wait);
    }
}
