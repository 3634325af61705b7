package org.rollcall.notifications.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.jackson2.JacksonFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * FOR TESTS AND DEMOS ONLY: FCM v1 {@code messages:send} on 127.0.0.1, with a bearer check, strict validation, dry
 * runs and scripted errors per target. Keeps the last 10,000 messages. Safe for all threads.
 */
public final class LoopbackFcmServer implements AutoCloseable {

    private static final int KEPT = 10_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final String bearer;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Deque<Received> received = new ArrayDeque<>();

    private LoopbackFcmServer(int port, String bearer) throws IOException {
        this.bearer = bearer;
        this.server = HttpServer
                .create(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port), 0);
        server.setExecutor(threads);
        server.createContext("/v1/projects/", this::handle);
    }

    /** Starts on a port, 0 for a free one, expecting the bearer token. */
    public static LoopbackFcmServer start(int port, String bearer) throws IOException {
        LoopbackFcmServer loopback = new LoopbackFcmServer(port, bearer);
        loopback.server.start();
        return loopback;
    }

    /** Starts a server: {@code PORT BEARER}. Runs until the process ends. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: LoopbackFcmServer PORT BEARER");
        }
        System.out.println("loopback FCM at " + start(Integer.parseInt(args[0]), args[1]).endpoint());
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on answers every message to this target with the error; takes them again if it is null. */
    public void answer(String target, Fault fault) {
        if (fault == null) {
            faults.remove(target);
        } else {
            faults.put(target, fault);
        }
    }

    /** What was taken so far, dry runs included, oldest first. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!("Bearer " + bearer).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                respond(exchange, 401, "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}");
            } else if (!exchange.getRequestMethod().equals("POST")
                    || !exchange.getRequestURI().getPath().matches("/v1/projects/[^/]+/messages:send")) {
                respond(exchange, 404, "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}");
            } else {
                send(exchange, body);
            }
        }
    }

    private void send(HttpExchange exchange, String body) throws IOException {
        GenericJson request;
        String target;
        try {
            request = JacksonFactory.getDefaultInstance().createJsonParser(body).parse(GenericJson.class);
            target = MessageRules.targetOf(request);
        } catch (IOException | IllegalArgumentException e) {
            respond(exchange, 400, Fault.INVALID_ARGUMENT.body());
            return;
        }
        Fault fault = faults.get(target);
        if (fault != null) {
            if (fault == Fault.QUOTA_EXCEEDED) {
                exchange.getResponseHeaders().set("Retry-After", "7");
            }
            respond(exchange, fault.httpStatus, fault.body());
            return;
        }
        @SuppressWarnings("unchecked") // the rules have seen that it is an object
        Map<String, Object> message = (Map<String, Object>) request.get("message");
        synchronized (received) {
            if (received.size() == KEPT) {
                received.removeFirst();
            }
            received.addLast(new Received(target, Boolean.TRUE.equals(request.get("validate_only")), message));
        }
        respond(exchange, 200, "{\"name\":\"projects/loopback/messages/" + UUID.randomUUID() + "\"}");
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type",
                body.startsWith("<") ? "text/html" : "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
