package org.rollcall.backend.location.dialect;

import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.EnrolledDevice;

/** How a dialect reads a body of a device that is known. What it throws makes the message unreadable. */
@FunctionalInterface
interface Reader {

    Uni<Message> read(EnrolledDevice sender, SentBody sent);

    /** One that needs to know nothing but the body. */
    static Reader of(Function<SentBody, Message> pure) {
        return (sender, sent) -> Uni.createFrom().item(pure.apply(sent));
    }
}
