package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.MessageCode;

/**
 * Opens alerts and says that their cause is over, in the transaction of the fact that caused them (DESIGN invariants 3
 * and 4). Thread-safe.
 *
 * <p>The caller's transaction runs as {@code rollcall_intake} or {@code rollcall_worker}, at read committed, and has
 * taken its locks on standings and slots before: the order is standings, slots, alerts, outbox. Each is called at most
 * once a transaction with all there is; where both are, {@link #clear} comes first.
 */
@ApplicationScoped
public class Alerts {

    /** An alert may be closed between finding and locking it; more often than this is no accident. */
    private static final int TRIES = 3;

    private record Key(UUID supervisee, String causeKey) {}

    private final Outbox outbox;
    private final Recipients recipients;
    private final MeterRegistry metrics;
    private final Clock clock;

    Alerts(Outbox outbox, Recipients recipients, MeterRegistry metrics, Clock clock) {
        this.outbox = outbox;
        this.recipients = recipients;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Opens an alert for each cause that has none open; else attaches the cause as evidence. A cleared alert becomes
     * active again. Who opens, comes back or grows in severity is told to the officers; mere evidence is not.
     *
     * <p>Of two transactions that open the same, the second waits for the first and attaches to its alert.
     */
    public Uni<Void> raise(SqlConnection tx, List<Cause> causes) {
        if (causes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<Key, List<Cause>> byKey = causes.stream().sorted(Comparator.comparing(Cause::at))
                .collect(Collectors.groupingBy(cause -> new Key(cause.supervisee(), cause.key()), LinkedHashMap::new,
                        Collectors.toList()));
        return changes(tx, byKey, TRIES).chain(changes -> write(tx, changes));
    }

    private Uni<List<Change>> changes(SqlConnection tx, Map<Key, List<Cause>> byKey, int tries) {
        if (byKey.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        if (tries == 0) {
            return Uni.createFrom().failure(new IllegalStateException(
                    "no alert could be opened: the supervisee is unknown, or it is closed as soon as it opens"));
        }
        return AlertRows.open(tx, byKey.values(), clock.instant())
                .chain(fresh -> lock(tx, byKey.keySet(), fresh)).chain(alerts -> {
                    var rest = new LinkedHashMap<>(byKey);
                    var changes = new ArrayList<Change>();
                    for (var alert : alerts) {
                        changes.add(Change.of(alert, rest.remove(new Key(alert.supervisee(), alert.causeKey()))));
                    }
                    return changes(tx, rest, tries - 1).invoke(changes::addAll).replaceWith(changes);
                });
    }

    private static Uni<List<OpenAlert>> lock(SqlConnection tx, Set<Key> keys, Set<UUID> fresh) {
        var ordered = List.copyOf(keys);
        return AlertRows.lock(tx, ordered.stream().map(Key::supervisee).toList(),
                ordered.stream().map(Key::causeKey).toList(), fresh);
    }

    private Uni<Void> write(SqlConnection tx, List<Change> changes) {
        var known = changes.stream().filter(change -> !change.alert().fresh()).toList();
        var told = changes.stream().filter(change -> change.notice().isPresent()).toList();
        return AlertRows
                .change(tx, known.stream().map(change -> change.alert().id()).toList(),
                        known.stream().map(Change::severity).toList(), true, clock.instant())
                .chain(() -> AlertRows.append(tx,
                        changes.stream().flatMap(change -> change.entries().stream()).toList()))
                .chain(() -> tell(tx, told))
                .invoke(() -> told.forEach(change -> metrics.counter(AlertMeters.NOTICES, "code",
                        change.alert().code().name(), "reason", change.notice().map(MessageCode::name).orElseThrow())
                        .increment()));
    }

    private Uni<Void> tell(SqlConnection tx, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return recipients.of(tx, changes.stream().map(change -> change.alert().id()).toList())
                .chain(accounts -> outbox.put(tx, changes.stream().flatMap(change -> {
                    var alert = change.alert();
                    var message = Message.aboutAlert(change.notice().orElseThrow(), alert.code(), change.severity(),
                            alert.id());
                    return Outbox.letters(accounts.getOrDefault(alert.id(), List.of()), alert.id(), message).stream();
                }).toList()));
    }

    /**
     * Says that the cause of an open alert is over. The alert stays with the people who handle it. Where there is none
     * open, or it is cleared already, nothing happens.
     *
     * @param object the object of the cause, empty where there was none
     * @param at when the cause ended
     * @param fact the evidence, never a place
     */
    public Uni<Void> clear(SqlConnection tx, UUID supervisee, AlertCode code, String object, Instant at,
            JsonObject fact) {
        Cause.checkFact(fact);
        return AlertRows.lock(tx, List.of(supervisee), List.of(Cause.key(code, object)), Set.of()).chain(found -> {
            var active = found.stream().filter(OpenAlert::active).toList();
            if (active.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            var alert = active.get(0);
            return AlertRows.change(tx, List.of(alert.id()), List.of(alert.severity()), false, clock.instant())
                    .chain(() -> AlertRows.append(tx,
                            List.of(new Entry(alert.id(), EntryKind.CLEARED, at, fact))));
        });
    }
}
