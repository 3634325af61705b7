package org.rollcall.backend.collection;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.rollcall.backend.access.DeviceKind;

/**
 * A mode of one kind of device and when it holds.
 *
 * @param from the first instant
 * @param until the first instant after it; {@link Instant#MAX} for no end
 * @param interval how far fixes are apart; zero where nobody sends by a timer
 * @param hours in which hours of the day; all day where it does not say
 * @param leave the permission that it is for: it holds while that does
 * @param order the order that ends with it; empty where there is none, or it was lifted
 * @param devices the bracelets that it is for: those with the serial number of the order
 */
public record CollectionRule(DeviceKind kind, LocationMode mode, Instant from, Instant until, Duration interval,
        Hours hours, Optional<UUID> leave, Optional<UUID> order, Set<UUID> devices) {

    /** What holds for a phone where nothing was decided. */
    public static final CollectionRule CHECKPOINT = new CollectionRule(DeviceKind.PHONE, LocationMode.CHECKPOINT,
            Instant.MIN, Instant.MAX, Duration.ZERO, Hours.ALL_DAY, Optional.empty(), Optional.empty(), Set.of());

    public CollectionRule {
        devices = Set.copyOf(devices);
    }

    /** Whether it holds for that device at that instant, as far as it knows of leaves nothing. */
    boolean holdsFor(DeviceKind asked, UUID device, Instant at) {
        return holdsAt(asked, at) && (kind == DeviceKind.PHONE || devices.contains(device));
    }

    /** The same, whatever the device of that kind. */
    boolean holdsAt(DeviceKind asked, Instant at) {
        return kind == asked && !at.isBefore(from) && at.isBefore(until);
    }

    /** Whether it asks for fixes by a timer. */
    public boolean periodic() {
        return mode != LocationMode.CHECKPOINT;
    }
}
