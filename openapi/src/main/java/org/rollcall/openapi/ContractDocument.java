package org.rollcall.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The API's contract as it stands in {@code rollcall.yaml}. Immutable and thread-safe. */
public final class ContractDocument {

    private ContractDocument() {
    }

    /** The document's bytes, UTF-8; a new array each time. */
    public static byte[] yaml() {
        try (var stream = ContractDocument.class.getResourceAsStream("rollcall.yaml")) {
            return Objects.requireNonNull(stream, "rollcall.yaml is not packaged").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
