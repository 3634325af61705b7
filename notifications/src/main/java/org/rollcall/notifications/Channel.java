package org.rollcall.notifications;

import java.util.concurrent.CompletionStage;

/**
 * A way to reach a phone. Implementations are safe for all threads.
 *
 * <p>{@link #deliver} never blocks its caller and never fails: the stage completes normally with a result for every
 * outcome, on a thread of the channel. Who needs another thread (a Vert.x context, say) must hop.
 */
public interface Channel {

    /** A short stable name for configuration, metrics and logs. */
    String name();

    /** Whether messages leave the country on this way; production enables no such channel unless told to. */
    boolean crossesBorder();

    /** Delivers one message to one phone. */
    CompletionStage<DeliveryResult> deliver(Registration registration, Message message);
}
