package org.rollcall.backend.location.dialect;

import java.util.function.Function;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.platform.Trace;

/** How a dialect reads a body of a device that is known. It fails only where it should be asked again. */
@FunctionalInterface
interface Reader {

    Uni<Message> read(EnrolledDevice sender, SentBody sent);

    /** One that needs to know nothing but the body. */
    static Reader of(Function<SentBody, Message> pure) {
        return (sender, sent) -> Uni.createFrom().item(guarded(() -> pure.apply(sent)));
    }

    /**
     * What it reads; unreadable where it fails. It has no reason to; but a client that was asked to send the same again
     * would do so for ever, and nothing that it has to say would come after.
     */
    static Message guarded(Supplier<Message> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            Logger.getLogger(Reader.class).error("a reader failed", Trace.of(e));
            return Message.unreadable();
        }
    }
}
