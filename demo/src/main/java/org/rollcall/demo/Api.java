package org.rollcall.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The API as a client meets it: JSON over HTTP, a token, an answer or a refusal. Benchmarks set their stage with it too.
 * Thread-safe.
 */
public final class Api {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private final URI base;

    /** @param base where the server is, without a path */
    public Api(URI base) {
        this.base = base;
    }

    /** The answer to a request with that token. */
    public JsonNode get(String path, String token) {
        return json(send(request(path).header("Authorization", "Bearer " + token).GET()));
    }

    /** The same for something to be made or done; a null token asks as nobody. */
    public JsonNode post(String path, String token, Object body) {
        return json(send(withBody(path, token, body).method("POST", json(body))));
    }

    /** The same of a phone that proves its key with it. */
    JsonNode post(String path, String token, String proof, Object body) {
        return json(send(withBody(path, token, body).header("DPoP", proof).method("POST", json(body))));
    }

    /** The same for something to be set. */
    public JsonNode put(String path, String token, Object body) {
        return json(send(withBody(path, token, body).method("PUT", json(body))));
    }

    /** What a foreign client sends and gets, as it is. */
    HttpResponse<String> raw(HttpRequest.Builder request) {
        return send(request);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    }

    private HttpRequest.Builder withBody(String path, String token, Object body) {
        var request = request(path).header("Content-Type", "application/json").header("Idempotency-Key",
                UUID.randomUUID().toString());
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new RefusedException(request.method(), request.uri().getPath(), answer.statusCode(),
                        answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new DemoException("no answer from " + base + ": is the server running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new DemoException("the answer is no JSON", e);
        }
    }
}
