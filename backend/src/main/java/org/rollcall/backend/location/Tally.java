package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.rollcall.backend.access.Dialect;

/**
 * What a batch says about a device beside places: how many fixes were forgotten, that it was heard of, and how its clock
 * goes.
 *
 * @param refused how many fixes came from outside a collection period
 * @param surplus how many were more than the mode asks for
 * @param contactAt when it was heard of, where that is worth writing
 * @param told when such a device was told how to report, afterwards
 */
record Tally(int refused, int surplus, Optional<Instant> contactAt, DeviceClock clock, Told told) {

    // Who is silent is found in hours: a write a minute is enough.
    private static final Duration RESOLUTION = Duration.ofMinutes(1);

    /** Nothing was heard. */
    static Tally none(LockedStanding before) {
        return new Tally(0, 0, Optional.empty(), before.clock(), before.told());
    }

    /** All that came of one device that counts: kept, known or forgotten; nothing, where a phone that was replaced sent it. */
    static Tally of(LockedStanding before, int refused, int surplus, Iterable<Item> came) {
        var contact = before.lastContactAt();
        var clock = before.clock();
        Submission<?> last = null;
        for (var item : came) {
            if (contact.filter(at -> at.plus(RESOLUTION).isAfter(item.receivedAt())).isEmpty()) {
                contact = Optional.of(item.receivedAt());
            }
            // All fixes of a request were sent at once: they say the same.
            if (item.submission() != last) {
                last = item.submission();
                var said = sentAt(item);
                if (said.isPresent()) {
                    clock = clock.heard(item.device(), said.get(), item.receivedAt());
                }
            }
        }
        return new Tally(refused, surplus, contact.equals(before.lastContactAt()) ? Optional.empty() : contact, clock,
                before.told());
    }

    /** The same, and that is what it was told. */
    Tally with(Told newly) {
        return new Tally(refused, surplus, contactAt, clock, newly);
    }

    /**
     * What the device's clock showed when it sent. Our own client says so; others say when they made a message or a fix,
     * which may have waited for long. That makes a clock look behind and never ahead, so what is not behind tells.
     */
    private static Optional<Instant> sentAt(Item item) {
        if (item.submission().sender().dialect() == Dialect.NATIVE && item.fix().sentAt().isPresent()) {
            return item.fix().sentAt();
        }
        var made = item.fix().sentAt().orElseGet(() -> newest(item.submission()));
        return made.isBefore(item.receivedAt().minus(DeviceClock.TOLERATED)) ? Optional.empty() : Optional.of(made);
    }

    private static Instant newest(Submission<?> submission) {
        var newest = Instant.MIN;
        for (var item : submission.items()) {
            var fixedAt = item.fix().fixedAt();
            newest = fixedAt.isAfter(newest) ? fixedAt : newest;
        }
        return newest;
    }

    /** Whether it is to be written. */
    boolean changes(LockedStanding before) {
        return refused > 0 || surplus > 0 || contactAt.isPresent() || !clock.equals(before.clock())
                || !told.equals(before.told());
    }
}
