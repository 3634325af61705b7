package org.rollcall.backend.contact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.location.DeviceStatus.Permission;
import org.rollcall.backend.location.DeviceStatuses.Kept;

/**
 * Something that keeps a device from what its mode asks of it (DOMAIN section 6, DEVICE_HEALTH): who only checks in opens
 * the app for it, who reports by a timer does not.
 *
 * @param since since when it is so and matters
 */
record Ailment(DeviceKind kind, What what, Instant since) {

    enum What {
        LOCATION_OFF, PERMISSION, BATTERY_LOW, APP_OUTDATED
    }

    /** The object of its cause. */
    String object() {
        return object(kind, what);
    }

    static String object(DeviceKind kind, What what) {
        return kind.name() + ":" + what.name();
    }

    /**
     * What ails a device under a rule.
     *
     * @param oldestApp the oldest version of our own client that will do; empty where any does
     */
    static List<Ailment> of(Kept kept, CollectionRule rule, Optional<AppVersion> oldestApp) {
        var since = kept.since().isAfter(rule.from()) ? kept.since() : rule.from();
        return Stream.of(locationOff(kept), permission(kept, rule), battery(kept, rule), app(kept, oldestApp))
                .flatMap(Optional::stream)
                .map(what -> new Ailment(kept.kind(), what, since)).toList();
    }

    private static Optional<What> locationOff(Kept kept) {
        return Boolean.FALSE.equals(kept.status().locationOn()) ? Optional.of(What.LOCATION_OFF) : Optional.empty();
    }

    /** Who only checks in charges it when the duty comes. */
    private static Optional<What> battery(Kept kept, CollectionRule rule) {
        return Boolean.TRUE.equals(kept.status().batteryLow()) && rule.periodic()
                ? Optional.of(What.BATTERY_LOW)
                : Optional.empty();
    }

    private static Optional<What> app(Kept kept, Optional<AppVersion> oldest) {
        var own = Optional.ofNullable(kept.status().appVersion()).flatMap(AppVersion::of);
        return own.isPresent() && oldest.isPresent() && own.get().compareTo(oldest.get()) < 0
                ? Optional.of(What.APP_OUTDATED)
                : Optional.empty();
    }

    private static Optional<What> permission(Kept kept, CollectionRule rule) {
        var permission = kept.status().permission();
        boolean enough = permission == null || permission == Permission.ALWAYS
                || permission == Permission.WHILE_IN_USE && !rule.periodic();
        return enough ? Optional.empty() : Optional.of(What.PERMISSION);
    }
}
