package org.rollcall.backend.location;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** One fix on its way through intake. */
final class Item {

    /** By person and time: so that halves of a batch are judged in the order in which the whole would be. */
    static final Comparator<Item> ORDER = Comparator.comparing((Item item) -> item.standing.person())
            .thenComparing(item -> item.standing.kind()).thenComparing(item -> item.fix.fixedAt())
            .thenComparing(item -> item.key.sourceHash());

    /** What makes a fix the same as another one: the key of its row. */
    record Key(UUID person, Instant fixedAt, ByteBuffer sourceHash) {}

    private final Submission<?> submission;
    private final int index;
    private final ReportedFix fix;
    private final StandingKey standing;
    private final Key key;

    Item(Submission<?> submission, int index, ReportedFix fix) {
        this.submission = submission;
        this.index = index;
        this.fix = fix;
        var sender = submission.sender();
        this.standing = new StandingKey(sender.superviseeId(), sender.kind());
        this.key = new Key(sender.superviseeId(), fix.fixedAt(), ByteBuffer.wrap(fix.sourceHash(sender.id())));
    }

    Submission<?> submission() {
        return submission;
    }

    ReportedFix fix() {
        return fix;
    }

    UUID device() {
        return submission.sender().id();
    }

    Instant receivedAt() {
        return submission.receivedAt();
    }

    StandingKey standing() {
        return standing;
    }

    Key key() {
        return key;
    }

    byte[] sourceHash() {
        return key.sourceHash().array();
    }

    void settle(Outcome outcome) {
        submission.settle(index, outcome);
    }
}
