package org.rollcall.backend.platform;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * Sends a file to a clamd by its command INSTREAM: chunks with their length before them, and an empty one. Whatever is not
 * plainly "OK" is a refusal. Thread-safe.
 */
final class ClamdScan implements UploadScan {

    private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int LONGEST_ANSWER = 1_000;

    private static final Logger LOG = Logger.getLogger(ClamdScan.class);

    private final String host;
    private final int port;
    private final int millisecondsAllowed;

    ClamdScan(String host, int port, Duration within) {
        this.host = host;
        this.port = port;
        this.millisecondsAllowed = Math.toIntExact(within.toMillis());
    }

    @Override
    public void check(InputStream file) {
        String answer;
        try {
            answer = ask(file);
        } catch (IOException e) {
            LOG.warnf("an upload could not be scanned: %s", e.getClass().getName());
            throw notScanned();
        }
        if (answer.endsWith("FOUND")) {
            LOG.warn("an upload was refused by the scanner");
            throw new ProblemException(ProblemType.INVALID, "The scanner of uploads refuses this file.");
        }
        if (!answer.equals("stream: OK")) {
            LOG.warn("an upload could not be scanned: the scanner answers neither OK nor FOUND");
            throw notScanned();
        }
    }

    private String ask(InputStream file) throws IOException {
        try (var socket = new Socket()) {
            // Reading has a limit of its own; writing to somebody who does not read has none.
            var patience = CompletableFuture.runAsync(() -> close(socket),
                    CompletableFuture.delayedExecutor(millisecondsAllowed, TimeUnit.MILLISECONDS));
            try {
                return ask(socket, file);
            } finally {
                patience.cancel(false);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closed already");
        }
    }

    private String ask(Socket socket, InputStream file) throws IOException {
        socket.connect(new InetSocketAddress(host, port), millisecondsAllowed);
        socket.setSoTimeout(millisecondsAllowed);
        var out = new DataOutputStream(socket.getOutputStream());
        out.write(COMMAND);
        var buffer = new byte[CHUNK_BYTES];
        for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
            if (read > 0) {
                out.writeInt(read);
                out.write(buffer, 0, read);
            }
        }
        out.writeInt(0);
        out.flush();
        return new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII)
                .replace("\0", "").strip();
    }

    private static ProblemException notScanned() {
        return new ProblemException(ProblemType.UNAVAILABLE, "The file could not be scanned: send it again later.");
    }
}
