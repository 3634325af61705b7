package org.rollcall.backend.location.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.rollcall.backend.testing.People;

/** Requests byte for byte, such as no client library would send. */
final class Wire {

    private static final int PATIENCE_MILLISECONDS = 20_000;

    private final URI here;

    Wire(URI here) {
        this.here = here;
    }

    /** Sends that body as that app does, with more lines of head. */
    String send(ForeignApp app, People.ForeignPhone phone, String headers, byte[] body) throws IOException {
        return exchange("POST " + app.path(phone) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + app.authorization(phone) + headers, body);
    }

    /** Completes a head by the length of the body. */
    String exchange(String head, byte[] body) throws IOException {
        return exchangeRaw(head + "Content-Length: " + body.length + "\r\n\r\n"
                + new String(body, StandardCharsets.ISO_8859_1));
    }

    /** Sends exactly this, and returns all of the answer. */
    String exchangeRaw(String request) throws IOException {
        try (var socket = open()) {
            try {
                write(socket, request);
            } catch (SocketException e) {
                // It was answered before the end, and that is what is read now.
            }
            return answer(socket);
        }
    }

    Socket open() throws IOException {
        var socket = new Socket("127.0.0.1", here.getPort());
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        return socket;
    }

    static void write(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String answer(Socket socket) throws IOException {
        var answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            // Reset after the answer, since more was sent than was read.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }
}
