package org.rollcall.backend.contact;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.alert.Alerts;
import org.rollcall.backend.alert.Cause;
import org.rollcall.backend.alert.Closings;
import org.rollcall.backend.alert.Letter;
import org.rollcall.backend.alert.Outbox;
import org.rollcall.backend.alert.StaffTask;
import org.rollcall.backend.alert.StaffTasks;
import org.rollcall.backend.collection.CollectionModes;
import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.location.Contacts;
import org.rollcall.backend.location.Contacts.DeviceContact;
import org.rollcall.backend.location.DeviceStatuses;
import org.rollcall.backend.location.DeviceStatuses.Kept;
import org.rollcall.backend.location.LocationConfig;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.supervisee.CollectionPeriod;
import org.rollcall.backend.supervisee.CollectionPeriods;
import org.rollcall.backend.supervisee.SuperviseeLookup;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Severity;

/**
 * Looks at people for whom that is due, in one transaction: reads all that bears on them, decides by {@link WatchPlan},
 * writes what follows. In the order of locks: standings, looks, silences, alerts, outbox. Thread-safe.
 */
@ApplicationScoped
class Watch {

    /** What was read of many people. */
    private record Known(Map<UUID, Optional<Instant>> due, Map<UUID, String> zones,
            Map<UUID, List<CollectionPeriod>> periods, Map<UUID, List<CollectionRule>> rules,
            Map<UUID, List<DeviceContact>> devices, Map<UUID, List<Kept>> statuses, Set<UUID> silent,
            Optional<Instant> outageEnd) {

        Watched of(UUID person, Optional<AppVersion> oldestApp) {
            return new Watched(person, due.get(person), ZoneId.of(zones.get(person)),
                    periods.getOrDefault(person, List.of()),
                    rules.getOrDefault(person, List.of()), devices.getOrDefault(person, List.of()),
                    statuses.getOrDefault(person, List.of()), silent.contains(person), oldestApp, outageEnd);
        }
    }

    private final Contacts contacts;
    private final DeviceStatuses statuses;
    private final CollectionPeriods periods;
    private final CollectionModes modes;
    private final SuperviseeLookup people;
    private final Outages outages;
    private final Silences silences;
    private final Alerts alerts;
    private final Closings closings;
    private final StaffTasks tasks;
    private final Outbox outbox;
    private final ContactConfig config;
    private final LocationConfig locations;

    Watch(Contacts contacts, DeviceStatuses statuses, CollectionPeriods periods, CollectionModes modes,
            SuperviseeLookup people,
            Outages outages, Silences silences, Alerts alerts, Closings closings, StaffTasks tasks, Outbox outbox,
            ContactConfig config, LocationConfig locations) {
        this.contacts = contacts;
        this.statuses = statuses;
        this.periods = periods;
        this.modes = modes;
        this.people = people;
        this.outages = outages;
        this.silences = silences;
        this.alerts = alerts;
        this.closings = closings;
        this.tasks = tasks;
        this.outbox = outbox;
        this.config = config;
        this.locations = locations;
    }

    /** Looks at those of them whom nobody else is at work on and whose look is still due; how many. */
    Uni<Integer> look(SqlConnection tx, List<UUID> asked, Instant now) {
        return contacts.lock(tx, asked).chain(locked -> WatchRows.stillDue(tx, locked, now))
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(0)
                        : read(tx, due, now).chain(known -> write(tx, plans(known, now), now)));
    }

    private Uni<Known> read(SqlConnection tx, Map<UUID, Optional<Instant>> due, Instant now) {
        var ids = List.copyOf(due.keySet());
        return Uni.combine().all()
                .unis(people.zoneNames(tx, ids), periods.of(tx, ids), modes.of(tx, ids), contacts.of(tx, ids),
                        statuses.of(tx, ids), silences.listOpen(tx, ids), outages.lastEnd(tx, now))
                .asTuple().map(read -> new Known(due, read.getItem1(), read.getItem2(), read.getItem3(),
                        read.getItem4(), read.getItem5(), read.getItem6(), read.getItem7()));
    }

    private Map<Watched, WatchPlan> plans(Known known, Instant now) {
        var oldestApp = config.oldestAppVersion().flatMap(AppVersion::of);
        var plans = new HashMap<Watched, WatchPlan>();
        known.due().keySet().forEach(person -> {
            var watched = known.of(person, oldestApp);
            plans.put(watched, WatchPlan.of(watched, now, SilenceRule.of(config), locations.clockOffFor()));
        });
        return plans;
    }

    private Uni<Integer> write(SqlConnection tx, Map<Watched, WatchPlan> plans, Instant now) {
        var next = new TreeMap<UUID, Optional<Instant>>();
        plans.forEach((watched, plan) -> next.put(watched.person(), plan.next()));
        var ordered = plans.entrySet().stream()
                .sorted((a, b) -> a.getKey().person().compareTo(b.getKey().person())).toList();
        return WatchRows.done(tx, next, now)
                .chain(() -> InTurn.each(ordered, entry -> end(tx, entry.getKey(), entry.getValue(), now)))
                .chain(() -> begin(tx, plans, now))
                .chain(causes -> alerts.raise(tx, causes))
                .chain(() -> InTurn.each(ordered, entry -> tell(tx, entry.getKey(), entry.getValue())))
                .replaceWith(plans.size());
    }

    /** What is over: closes alerts of who is not supervised now, and clears a clock that is right again. */
    private Uni<Void> end(SqlConnection tx, Watched watched, WatchPlan plan, Instant now) {
        if (plan.ended().isPresent()) {
            return silences.forget(tx, watched.person())
                    .chain(() -> closings.endAll(tx, watched.person(), Optional.empty(), Optional.empty(), now,
                            "ended: nothing is collected since " + plan.ended().get()))
                    .replaceWithVoid();
        }
        return InTurn.each(watched.devices().stream().filter(device -> device.clockOffSince().isEmpty()).toList(),
                device -> alerts.clear(tx, watched.person(), AlertCode.DEVICE_HEALTH, clock(device), now,
                        new JsonObject().put("reason", "the clock is right again")))
                .chain(() -> InTurn.each(watched.fit(now), object -> alerts.clear(tx, watched.person(),
                        AlertCode.DEVICE_HEALTH, object, now, new JsonObject().put("reason", "the device says so"))));
    }

    private Uni<List<Cause>> begin(SqlConnection tx, Map<Watched, WatchPlan> plans, Instant now) {
        var causes = new ArrayList<Cause>();
        var silent = new TreeMap<UUID, Integer>();
        var last = new HashMap<UUID, Instant>();
        plans.forEach((watched, plan) -> {
            plan.silentSince().ifPresent(since -> silent.put(watched.person(), 0));
            Contacts.last(watched.devices()).ifPresent(at -> last.put(watched.person(), at));
            plan.ailments().forEach(ailment -> causes.add(new Cause(watched.person(), AlertCode.DEVICE_HEALTH,
                    ailment.object(), Severity.INFORMATION, now,
                    new JsonObject().put("what", ailment.what().name()).put("since", ailment.since().toString()))));
            plan.clocksOff().forEach(device -> causes.add(new Cause(watched.person(), AlertCode.DEVICE_HEALTH,
                    clock(device), Severity.INFORMATION, now,
                    new JsonObject().put("clockAheadSeconds", device.clockAhead().map(d -> d.toSeconds()).orElse(0L))
                            .put("since", device.clockOffSince().map(Instant::toString).orElse("")))));
        });
        return silences.begin(tx, silent, last, now).invoke(causes::addAll).replaceWith(causes);
    }

    private Uni<Void> tell(SqlConnection tx, Watched watched, WatchPlan plan) {
        return InTurn
                .each(plan.orders(), end -> tasks.tell(tx, watched.person(), StaffTask.Kind.ORDER_ENDS, end.order(),
                        end.over() ? Severity.WARNING : Severity.INFORMATION))
                .chain(() -> plan.told()
                        ? outbox.put(tx, List.of(Letter.to(watched.person(), Message.deviceUnfit(Ids.next()))))
                        : Uni.createFrom().voidItem());
    }

    private static String clock(DeviceContact device) {
        return device.kind().name() + ":clock";
    }
}
