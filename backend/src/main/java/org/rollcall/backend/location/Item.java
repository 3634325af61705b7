package org.rollcall.backend.location;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** One fix on its way through intake. */
final class Item {

    /** By person and time: so that halves of a batch are judged in the order in which the whole would be. */
    static final Comparator<Item> ORDER = Item::compare;

    /** What makes a fix the same as another one: the key of its row. */
    record Key(UUID person, Instant fixedAt, ByteBuffer sourceHash) {

        /** Of some bytes of a hash: all the rest goes into it. */
        @Override
        public int hashCode() {
            return sourceHash.getInt(0);
        }
    }

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

    private static int compare(Item one, Item other) {
        int order = one.standing.person().compareTo(other.standing.person());
        if (order == 0) {
            order = one.standing.kind().compareTo(other.standing.kind());
        }
        if (order == 0) {
            order = one.fix.fixedAt().compareTo(other.fix.fixedAt());
        }
        return order == 0 ? one.key.sourceHash().compareTo(other.key.sourceHash()) : order;
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
