package org.rollcall.backend.location.dialect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.backend.location.DeviceStatus;
import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.ReportedFix;

/** What a body turned out to say. */
sealed interface Message {

    /** The most parts of one message that are kept aside: more of a day are only counted anyway. */
    int MOST_ASIDE = 50;

    MessageKind kind();

    /** Whether the person asks for help. */
    default boolean asksForHelp() {
        return false;
    }

    /** What it is made of: itself, but for a batch. */
    default List<Message> parts() {
        return List.of(this);
    }

    /** A place at a time, by the whitelist. */
    record Position(ReportedFix fix, boolean asksForHelp, MessageKind kind) implements Message {

        Position(ReportedFix fix, boolean asksForHelp) {
            this(fix, asksForHelp, MessageKind.POSITION);
        }
    }

    /** Nothing to store. */
    record NoPlace(MessageKind kind, boolean asksForHelp) implements Message {}

    /** How the phone is. */
    record Status(DeviceStatus status) implements Message {
        @Override
        public MessageKind kind() {
            return MessageKind.STATUS;
        }
    }

    /** Several at once. */
    record Batch(List<Message> parts) implements Message {

        public Batch {
            parts = List.copyOf(parts);
        }

        @Override
        public MessageKind kind() {
            return MessageKind.BATCH;
        }
    }

    /** Something that only the device's passphrase opens. */
    @SuppressWarnings("ArrayRecordComponent") // goes from one method to the next and is never compared
    record Encrypted(byte[] box) implements Message {
        @Override
        public MessageKind kind() {
            return MessageKind.ENCRYPTED;
        }
    }

    /**
     * What cannot be taken and is kept aside.
     *
     * @param about the device's own time in it, where that can be read
     * @param part which part of the body, where its neighbours can be taken
     */
    record Unreadable(QuarantineReason reason, Optional<Instant> about, Optional<JsonNode> part) implements Message {

        Unreadable(QuarantineReason reason, Optional<Instant> about) {
            this(reason, about, Optional.empty());
        }

        @Override
        public MessageKind kind() {
            return MessageKind.UNREADABLE;
        }

        Unreadable within(JsonNode node) {
            return new Unreadable(reason, about, Optional.of(node));
        }

        /** What is kept. */
        byte[] evidence(SentBody sent) {
            return part.map(node -> node.toString().getBytes(StandardCharsets.UTF_8)).orElseGet(sent::evidence);
        }
    }

    static Message nothing(MessageKind kind) {
        return new NoPlace(kind, false);
    }

    static Message unreadable() {
        return new Unreadable(QuarantineReason.UNREADABLE, Optional.empty());
    }

    /** The same, where it is one, else a batch; nothing where there is none. */
    static Message of(List<Message> parts) {
        var kept = bounded(parts);
        return switch (kept.size()) {
            case 0 -> nothing(MessageKind.EMPTY);
            case 1 -> kept.get(0);
            default -> new Batch(kept);
        };
    }

    /** A body may have very many: of what says nothing one of each is enough, and of what is kept aside so many. */
    private static List<Message> bounded(List<Message> parts) {
        var nothing = parts.stream().filter(NoPlace.class::isInstance).distinct();
        var aside = parts.stream().filter(Unreadable.class::isInstance).limit(MOST_ASIDE);
        var taken = parts.stream().filter(part -> !(part instanceof NoPlace || part instanceof Unreadable));
        return Stream.of(nothing, aside, taken).flatMap(Function.identity()).toList();
    }
}
