package org.rollcall.notifications.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server refuses what Google would refuse: a test that passes against it proves something. */
class LoopbackFcmServerTest {

    private LoopbackFcmServer server;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackFcmServer.start(0, "secret");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'data': {'a': 'b'}", "'android': {'ttl': '60s', 'collapse_key': 'k', 'priority': 'high'}",
        "'android': {'notification': {'tag': 't', 'visibility': 'PRIVATE'}}",
        "'apns': {'headers': {'apns-collapse-id': 'k'}, 'payload': {'aps': {}}}"})
    void aMessageOfTheProtocolIsTaken(String field) throws Exception {
        assertThat(post("secret", message(field))).isEqualTo(200);
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'data': {'a': 1}", "'data': {'from': 'b'}", "'data': []", "'surprise': 1", "'topic': 't'",
        "'notification': {'text': 't'}", "'android': {'surprise': 1}", "'android': {'ttl': '60'}",
        "'android': {'ttl': 60}", "'android': {'priority': 'urgent'}", "'android': {'notification': {'surprise': 1}}",
        "'android': {'notification': {'visibility': 'hidden'}}", "'android': 'fast'", "'apns': {'surprise': 1}",
        "'apns': {'headers': {'apns-priority': 10}}", "'apns': {'payload': {'alert': 'no aps'}}",
        "'apns': {'headers': {'apns-collapse-id': '12345678901234567890123456789012345678901234567890123456789012345'}}"})
    void aMessageThatBreaksTheProtocolIsRefused(String field) throws Exception {
        assertThat(post("secret", message(field))).isEqualTo(400);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void anotherBearerAndAnotherPathAreRefused() throws Exception {
        assertThat(post("wrong", message("'data': {}"))).isEqualTo(401);
        assertThat(send("/v1/projects/demo/messages:list", "secret", message("'data': {}"))).isEqualTo(404);
        assertThat(server.received()).isEmpty();
    }

    private static String message(String field) {
        return ("{'message': {'token': 'phone', " + field + "}}").replace('\'', '"');
    }

    private int post(String bearer, String body) throws Exception {
        return send("/v1/projects/demo/messages:send", bearer, body);
    }

    private int send(String path, String bearer, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                .header("Authorization", "Bearer " + bearer).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
