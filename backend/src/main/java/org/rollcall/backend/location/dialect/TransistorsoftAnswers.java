package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.location.BurstRequest;

/**
 * The words of the background-geolocation SDK: an object, which may hold commands that it runs. It renews its token by
 * itself when it hears 401.
 */
final class TransistorsoftAnswers implements Answers {

    /** It takes fixes at once and goes on until the phone has been still for as long as it was set up with. */
    private static final List<Object> MOVE = List.of("changePace", true);
    private static final List<Object> REST = List.of("changePace", false);

    @Override
    public Response taken(Message message, Wishes wishes) {
        var commands = Stream.concat(wishes.collection().stream().map(TransistorsoftAnswers::configuration),
                wishes.burst().stream().flatMap(TransistorsoftAnswers::burst)).toList();
        return Response.ok(commands.isEmpty() ? Map.of() : Map.of("background_geolocation", commands),
                MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** The SDK puts its extras into each location: so those of the burst can be told from what comes by a timer. */
    private static Stream<List<Object>> burst(BurstRequest burst) {
        return Stream.of(List.of("setConfig", Map.of("persistence",
                Map.of("extras", Map.of(BackgroundLocation.BURST, burst.endsAt().toString())))), MOVE);
    }

    /** By time and not by distance; where no timer is asked for it rests until its app asks. */
    private static List<Object> configuration(CollectionAdvice advice) {
        return advice.periodic()
                ? List.of("setConfig", Map.of("distanceFilter", 0, "locationUpdateInterval",
                        advice.intervalSeconds() * 1_000))
                : REST;
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
