package org.rollcall.backend.location.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.rollcall.backend.collection.CollectionAdvice;

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
                wishes.burst().stream().map(burst -> MOVE)).toList();
        return Response.ok(commands.isEmpty() ? Map.of() : Map.of("background_geolocation", commands),
                MediaType.APPLICATION_JSON_TYPE).build();
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
