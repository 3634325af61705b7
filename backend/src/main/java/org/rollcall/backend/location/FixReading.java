package org.rollcall.backend.location;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Reads the fixes of our own clients one by one, so that a bad one does not cost the others. Thread-safe. */
@ApplicationScoped
class FixReading {

    /** Either a fix, or why it is none. */
    record Read(Optional<ReportedFix> fix, Optional<Suspect> suspect) {}

    private final ObjectMapper json;

    FixReading(ObjectMapper json) {
        this.json = json;
    }

    /** @throws ProblemException INVALID for a field that nobody knows: that is a fault of the client, not of the fix */
    Read read(JsonNode node, UUID device, Instant receivedAt) {
        if (!node.isObject()) {
            return suspect(node, device, receivedAt, QuarantineReason.UNREADABLE);
        }
        try {
            return new Read(Optional.of(json.treeToValue(node, FixReport.class).canonical()), Optional.empty());
        } catch (UnrecognizedPropertyException e) {
            throw new ProblemException(ProblemType.INVALID, "A fix has a field that is not known here.");
        } catch (JsonProcessingException e) {
            return suspect(node, device, receivedAt, QuarantineReason.UNREADABLE);
        } catch (IllegalArgumentException e) {
            return suspect(node, device, receivedAt, QuarantineReason.OUT_OF_RANGE);
        }
    }

    private static Read suspect(JsonNode node, UUID device, Instant receivedAt, QuarantineReason reason) {
        return new Read(Optional.empty(), Optional.of(new Suspect(device, reason, receivedAt, timeOf(node),
                node.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private static Optional<Instant> timeOf(JsonNode node) {
        try {
            return Optional.of(Instant.parse(node.path("fixedAt").asText()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
