package org.rollcall.backend.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.collection.LocationMode;
import org.rollcall.backend.location.Contacts;
import org.rollcall.backend.location.Contacts.DeviceContact;
import org.rollcall.backend.supervisee.CollectionPeriod;

/**
 * What a look at a person comes to. Pure.
 *
 * @param ended when collecting ended, where that has to be seen to: alerts close and say so
 * @param silentSince when the last contact was, or the waiting began, where the person counts as silent
 * @param clocksOff the devices whose clock is off for longer than the person was given
 * @param told whether the person is to be told that a device is unfit
 * @param ailments what has lasted since the person was told
 * @param orders the orders that end, or have ended
 * @param next when the next look is worth while; empty for none until something changes
 */
record WatchPlan(Optional<Instant> ended, Optional<Instant> silentSince, List<DeviceContact> clocksOff,
        boolean told, List<Ailment> ailments, List<OrderEnd> orders, Optional<Instant> next) {

    /**
     * An order that ends.
     *
     * @param over whether it has; else it will in some days
     */
    record OrderEnd(UUID order, boolean over) {}

    private static final List<Duration> BEFORE_ORDERS_END = List.of(Duration.ofDays(14), Duration.ofDays(3));

    static WatchPlan of(Watched watched, Instant now, SilenceRule rule, Duration clockOffFor) {
        var period = watched.periodAt(now);
        if (period.isEmpty()) {
            return notCollecting(watched, now);
        }
        var waits = new ArrayList<Instant>();
        period.get().validUntil().ifPresent(waits::add);
        watched.rules().forEach(one -> Stream.of(one.from(), one.until()).forEach(waits::add));
        var clocksOff = new ArrayList<DeviceContact>();
        for (var device : watched.devices()) {
            device.clockOffSince().map(since -> since.plus(clockOffFor)).ifPresent(at -> {
                waits.add(at);
                if (watched.passed(at, now)) {
                    clocksOff.add(device);
                }
            });
        }
        var ailments = watched.ailments(now);
        ailments.stream().map(Ailment::since).forEach(since -> waits.add(since.plus(clockOffFor)));
        boolean told = ailments.stream().anyMatch(ailment -> watched.passed(ailment.since(), now));
        var lasting = ailments.stream().filter(ailment -> watched.passed(ailment.since().plus(clockOffFor), now))
                .toList();
        var orders = orders(watched, now, waits);
        var silentSince = silence(watched, now, rule, period.get(), waits);
        return new WatchPlan(Optional.empty(), silentSince, List.copyOf(clocksOff), told, lasting, orders,
                next(waits, now));
    }

    private static WatchPlan notCollecting(Watched watched, Instant now) {
        var ended = watched.periods().stream().flatMap(period -> period.validUntil().stream())
                .filter(end -> !end.isAfter(now)).max(Comparator.naturalOrder())
                .filter(end -> watched.lookedAt().filter(before -> !end.isAfter(before)).isEmpty());
        var next = watched.periods().stream().map(CollectionPeriod::validFrom).toList();
        return new WatchPlan(ended, Optional.empty(), List.of(), false, List.of(), List.of(), next(next, now));
    }

    private static Optional<Instant> next(List<Instant> waits, Instant now) {
        return waits.stream().filter(at -> at.isAfter(now) && at.isBefore(Instant.MAX)).min(Comparator.naturalOrder());
    }

    /** Fourteen days and three before an order ends, unless another goes on; and when none did. */
    private static List<OrderEnd> orders(Watched watched, Instant now, List<Instant> waits) {
        var ends = new ArrayList<OrderEnd>();
        for (var rule : watched.rules()) {
            if (rule.order().isEmpty() || goesOn(watched, rule)) {
                continue;
            }
            for (var before : BEFORE_ORDERS_END) {
                var at = rule.until().minus(before);
                if (at.isAfter(rule.from())) {
                    waits.add(at);
                    if (watched.passed(at, now) && rule.until().isAfter(now)) {
                        ends.add(new OrderEnd(rule.order().get(), false));
                    }
                }
            }
            if (watched.passed(rule.until(), now)) {
                ends.add(new OrderEnd(rule.order().get(), true));
            }
        }
        return List.copyOf(ends);
    }

    private static boolean goesOn(Watched watched, CollectionRule ending) {
        return watched.rules().stream().anyMatch(other -> other.kind() == ending.kind()
                && !other.from().isAfter(ending.until()) && other.until().isAfter(ending.until()));
    }

    private static Optional<Instant> silence(Watched watched, Instant now, SilenceRule rule, CollectionPeriod period,
            List<Instant> waits) {
        var timer = timer(watched, now);
        if (timer.isEmpty() || watched.silent()) {
            return Optional.empty();
        }
        var last = Stream.of(Contacts.last(watched.devices()), watched.outageEnd(), Optional.of(timer.get().from()),
                Optional.of(period.validFrom())).flatMap(Optional::stream).max(Comparator.naturalOrder()).orElseThrow();
        var deadline = rule.deadline(timer.get(), watched.zone(), last);
        waits.add(deadline);
        return deadline.isAfter(now) ? Optional.empty() : Optional.of(last);
    }

    /** Who only checks in, or is on leave, is silent when a window passes without a word: that is found there. */
    private static Optional<CollectionRule> timer(Watched watched, Instant now) {
        return watched.rules().stream().filter(rule -> !now.isBefore(rule.from()) && now.isBefore(rule.until()))
                .filter(rule -> rule.mode() == LocationMode.SPARSE || rule.mode() == LocationMode.CONTINUOUS)
                .min(Comparator.comparing((CollectionRule rule) -> rule.kind() == DeviceKind.PHONE ? 0 : 1));
    }
}
