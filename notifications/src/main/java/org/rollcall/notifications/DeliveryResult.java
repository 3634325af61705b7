package org.rollcall.notifications;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What became of one delivery, in our own words, so that an outbox needs no knowledge of any channel.
 *
 * <p>A reason is a code such as {@code QUOTA_EXCEEDED}, never a text of the other side, which may repeat a token.
 */
public sealed interface DeliveryResult {

    /** The channel has taken it. This does not say that anybody has read it: escalate on missing acknowledgement. */
    record Delivered() implements DeliveryResult {}

    /**
     * Not now.
     *
     * @param after the earliest time to try again, from now; positive
     * @param reason a code
     */
    record Retry(Duration after, String reason) implements DeliveryResult {
        public Retry {
            Reasons.check(reason);
            if (after.isNegative() || after.isZero()) {
                throw new IllegalArgumentException("after must be positive");
            }
        }
    }

    /** The registration will never work again: remove it. */
    record RegistrationGone() implements DeliveryResult {}

    /** The registration belongs to another sender: disable it and tell the operator. */
    record RegistrationDisabled() implements DeliveryResult {}

    /**
     * Trying again is of no use: dead-letter, loudly. Keep the registration.
     *
     * @param reason a code
     */
    record Rejected(String reason) implements DeliveryResult {
        public Rejected {
            Reasons.check(reason);
        }
    }

    /** The rule for reasons. */
    final class Reasons {
        private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

        private Reasons() {
        }

        private static void check(String reason) {
            if (!CODE.matcher(Objects.requireNonNull(reason, "reason")).matches()) {
                throw new IllegalArgumentException("reason must be a code of capitals, digits and underscores");
            }
        }
    }
}
