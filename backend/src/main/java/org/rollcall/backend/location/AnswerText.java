package org.rollcall.backend.location;

import java.util.Optional;

import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.platform.InstantText;

/**
 * Writes the answers that nearly all are, of names and numbers of ours alone, so that nothing in them needs quoting. The
 * same text as that of {@link MyFixesResource}, which writes any answer.
 */
final class AnswerText {

    private static final int USUAL_LENGTH = 256;

    private AnswerText() {
    }

    /** Empty where there is more to say. */
    static Optional<String> of(IntakeAnswer answer) {
        var advice = answer.collection().orElse(null);
        if (answer.burst().isPresent() || advice != null && advice.hours() != null) {
            return Optional.empty();
        }
        var text = new StringBuilder(USUAL_LENGTH);
        InstantText.append(text.append("{\"receivedAt\":\""), answer.receivedAt());
        text.append("\",\"results\":[");
        for (int i = 0; i < answer.receipts().size(); i++) {
            var receipt = answer.receipts().get(i);
            text.append(i == 0 ? "{\"index\":" : ",{\"index\":").append(receipt.index())
                    .append(",\"disposition\":\"").append(receipt.disposition().name());
            if (receipt.reason() != null) {
                text.append("\",\"reason\":\"").append(receipt.reason().name());
            }
            text.append("\"}");
        }
        text.append(']');
        if (advice != null) {
            advice(text, advice);
        }
        return Optional.of(text.append('}').toString());
    }

    private static void advice(StringBuilder text, CollectionAdvice advice) {
        text.append(",\"collection\":{\"mode\":\"").append(advice.mode().name()).append('"');
        if (advice.intervalSeconds() != null) {
            text.append(",\"intervalSeconds\":").append(advice.intervalSeconds().intValue());
        }
        if (advice.until() != null) {
            InstantText.append(text.append(",\"until\":\""), advice.until());
            text.append('"');
        }
        text.append('}');
    }
}
