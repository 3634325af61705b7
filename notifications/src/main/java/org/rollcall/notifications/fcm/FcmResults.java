package org.rollcall.notifications.fcm;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;

import com.google.firebase.ErrorCode;
import com.google.firebase.IncomingHttpResponse;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import org.rollcall.notifications.DeliveryResult;

/**
 * What a failure of the SDK means for us.
 *
 * <p>404 UNREGISTERED: gone. 403 SENDER_ID_MISMATCH: disabled. 400 INVALID_ARGUMENT: rejected, and the registration kept
 * (ADR 13). 429 QUOTA_EXCEEDED and 503 UNAVAILABLE: retry when told, else after a minute. 401 and 403 without a code mean
 * that our own credentials are refused: retry too, since an operator can mend them. Everything else, an HTML page of a
 * gateway among it, has no code and is worth another try; the retry schedule bounds it.
 */
final class FcmResults {

    /** The reason of what fails because of us, as long as nobody mends it. */
    static final String CREDENTIALS_REFUSED = "CREDENTIALS_REFUSED";

    private static final DeliveryResult INVALID_ARGUMENT = new DeliveryResult.Rejected("INVALID_ARGUMENT");
    private static final double JITTER_SHARE = 0.2;

    private final Clock clock;
    private final DoubleSupplier jitter;

    /**
     * @param clock for a {@code retry-after} that is a date
     * @param jitter 0 to 1, spreads what was refused in one moment; only ever later than asked for
     */
    FcmResults(Clock clock, DoubleSupplier jitter) {
        this.clock = clock;
        this.jitter = jitter;
    }

    DeliveryResult ofFailure(Throwable failure) {
        if (failure instanceof RejectedExecutionException) {
            return retry("LOCAL_QUEUE_FULL", null);
        }
        if (!(failure instanceof FirebaseMessagingException refused)) {
            return retry("LOCAL_FAILURE", null);
        }
        MessagingErrorCode code = refused.getMessagingErrorCode();
        if (code == null) {
            return retry(refusesUs(refused) ? CREDENTIALS_REFUSED : "NO_CODE", refused.getHttpResponse());
        }
        return switch (code) {
            case UNREGISTERED -> new DeliveryResult.RegistrationGone();
            case SENDER_ID_MISMATCH -> new DeliveryResult.RegistrationDisabled();
            case INVALID_ARGUMENT -> INVALID_ARGUMENT;
            case QUOTA_EXCEEDED, UNAVAILABLE, INTERNAL, THIRD_PARTY_AUTH_ERROR ->
                retry(code.name(), refused.getHttpResponse());
        };
    }

    private static boolean refusesUs(FirebaseMessagingException refused) {
        return refused.getErrorCode() == ErrorCode.UNAUTHENTICATED
                || refused.getErrorCode() == ErrorCode.PERMISSION_DENIED;
    }

    private DeliveryResult retry(String reason, IncomingHttpResponse response) {
        Duration asked = RetryAfter.of(response == null ? null : response.getHeaders(), clock.instant());
        return new DeliveryResult.Retry(
                asked.plusMillis((long) (asked.toMillis() * JITTER_SHARE * jitter.getAsDouble())), reason);
    }
}
