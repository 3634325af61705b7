package org.rollcall.backend.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

import org.eclipse.microprofile.config.ConfigProvider;

/** Requests byte for byte, such as no client library would send. */
public final class RawHttp {

    private RawHttp() {
    }

    /** Writes a body. */
    public interface Sender {
        void send(OutputStream out) throws IOException;
    }

    /** What is answered, until the connection ends. */
    public static String exchange(String head, Sender body) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", int.class);
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.flush();
            try {
                body.send(out);
            } catch (SocketException e) {
                // Refused before the end: the answer is there.
            }
            return readAll(socket);
        }
    }

    private static String readAll(Socket socket) throws IOException {
        var answer = new StringBuilder();
        var buffer = new byte[4_096];
        try {
            for (int read; (read = socket.getInputStream().read(buffer)) > 0;) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (SocketException e) {
            // Reset after the answer, since we sent more than was read.
        }
        return answer.toString();
    }
}
