package org.rollcall.backend.location.dialect;

import java.time.Instant;
import java.util.Optional;

import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.ReportedFix;

/** What a body turned out to say. */
sealed interface Message {

    MessageKind kind();

    /** Whether the person asks for help. */
    default boolean asksForHelp() {
        return false;
    }

    /** A place at a time, by the whitelist. */
    record Position(ReportedFix fix, boolean asksForHelp) implements Message {
        @Override
        public MessageKind kind() {
            return MessageKind.POSITION;
        }
    }

    /** Nothing to store. */
    record NoPlace(MessageKind kind, boolean asksForHelp) implements Message {}

    /**
     * What cannot be taken and is kept aside.
     *
     * @param about the device's own time in it, where that can be read
     */
    record Unreadable(QuarantineReason reason, Optional<Instant> about) implements Message {
        @Override
        public MessageKind kind() {
            return MessageKind.UNREADABLE;
        }
    }

    static Message nothing(MessageKind kind) {
        return new NoPlace(kind, false);
    }

    static Message unreadable() {
        return new Unreadable(QuarantineReason.UNREADABLE, Optional.empty());
    }
}
