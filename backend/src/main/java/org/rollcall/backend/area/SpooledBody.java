package org.rollcall.backend.area;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * A body put on disk while it comes, however slowly that is, so that no transaction waits for a client and no memory
 * holds it. Gone when closed.
 */
final class SpooledBody implements AutoCloseable {

    private final Path file;
    private final String sha256;

    private SpooledBody(Path file, String sha256) {
        this.file = file;
        this.sha256 = sha256;
    }

    /** @throws ProblemException TOO_LARGE, for more bytes than that */
    static SpooledBody of(InputStream body, long mostBytes) {
        try {
            var file = Files.createTempFile("rollcall-areas", ".geojson");
            try {
                return new SpooledBody(file, copy(body, file, mostBytes));
            } catch (IOException | RuntimeException e) {
                Files.delete(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String copy(InputStream body, Path file, long mostBytes) throws IOException {
        var digested = new DigestInputStream(body, newDigest());
        try (var out = Files.newOutputStream(file)) {
            var buffer = new byte[64 * 1024];
            long total = 0;
            for (int read = digested.read(buffer); read >= 0; read = digested.read(buffer)) {
                total += read;
                if (total > mostBytes) {
                    throw new ProblemException(ProblemType.TOO_LARGE, "Send fewer features at once.");
                }
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The digest of its bytes, in hexadecimal. */
    String sha256() {
        return sha256;
    }

    /** What was put aside, from its beginning. */
    InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
