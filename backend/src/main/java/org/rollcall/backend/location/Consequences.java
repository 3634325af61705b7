package org.rollcall.backend.location;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.alert.Alerts;
import org.rollcall.backend.alert.Cause;
import org.rollcall.backend.alert.Letter;
import org.rollcall.backend.alert.Outbox;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.notifications.Message;

/**
 * Writes what fixes and ticks come to, in the transaction that locked the standings: the standings, then alerts, then
 * the outbox. Thread-safe.
 */
@ApplicationScoped
class Consequences {

    private static final Comparator<AlertEffect.Target> ORDER = Comparator.comparing(AlertEffect.Target::person)
            .thenComparing(AlertEffect.Target::code).thenComparing(AlertEffect.Target::object);

    private final Alerts alerts;
    private final Outbox outbox;
    private final LocationConfig config;

    Consequences(Alerts alerts, Outbox outbox, LocationConfig config) {
        this.alerts = alerts;
        this.outbox = outbox;
        this.config = config;
    }

    /** What time alone came to. */
    Uni<Void> write(SqlConnection tx, List<StandingChange> changes) {
        return write(tx, List.of(), changes);
    }

    /**
     * Writes new fixes with what they come to.
     *
     * @return fails with {@link Contention} where one is there already after all
     */
    Uni<Void> write(SqlConnection tx, List<JudgedFix> fixes, List<StandingChange> changes) {
        return Standings.write(tx, fixes, changes).chain(() -> alerts(tx, changes))
                .chain(() -> clocks(tx, changes))
                .chain(() -> outbox.put(tx, letters(changes)));
    }

    private static List<Letter> letters(List<StandingChange> changes) {
        var letters = new ArrayList<Letter>();
        for (var change : changes) {
            if (change.burst().isPresent() && change.key().kind() == DeviceKind.PHONE) {
                letters.add(letter(change));
            }
        }
        return letters;
    }

    /** The person is told first that a clock is off, the officer where that lasts; a clock that is right is seen to. */
    private Uni<Void> clocks(SqlConnection tx, List<StandingChange> changes) {
        var looks = new TreeMap<UUID, Instant>();
        var letters = new ArrayList<Letter>();
        for (var change : changes) {
            var before = change.before().clock().offSince();
            var after = change.tally().clock().offSince();
            if (before.isEmpty() && after.isPresent()) {
                letters.add(Letter.to(change.key().person(), Message.clockOff(Ids.next())));
            }
            if (before.isPresent() != after.isPresent()) {
                looks.merge(change.key().person(), after.map(since -> since.plus(config.clockOffFor()))
                        .orElse(Instant.EPOCH), (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return Contacts.watch(tx, looks).chain(() -> outbox.put(tx, letters));
    }

    /** For clients that do not read the answer to what they send. */
    private static Letter letter(StandingChange change) {
        return Letter.to(change.key().person(),
                Message.burstRequest(Ids.next(), change.burst().orElseThrow().burstWithin()));
    }

    /**
     * Clears before it raises, as alerts want it; what was opened and is over within the same batch is cleared after. An
     * alert that was locked once stays locked, so that this adds no waiting.
     */
    private Uni<Void> alerts(SqlConnection tx, List<StandingChange> changes) {
        if (changes.stream().allMatch(change -> change.effects().isEmpty())) {
            return Uni.createFrom().voidItem();
        }
        var byTarget = changes.stream().flatMap(change -> change.effects().stream())
                .collect(Collectors.groupingBy(AlertEffect::target)).entrySet().stream()
                .sorted((a, b) -> ORDER.compare(a.getKey(), b.getKey())).map(entry -> entry.getValue()).toList();
        var first = new ArrayList<AlertEffect.Clear>();
        var raised = new ArrayList<Cause>();
        var last = new ArrayList<AlertEffect.Clear>();
        for (var effects : byTarget) {
            if (effects.get(0) instanceof AlertEffect.Clear clear) {
                first.add(clear);
            }
            if (effects.size() > 1 && effects.get(effects.size() - 1) instanceof AlertEffect.Clear clear) {
                last.add(clear);
            }
            effects.stream().filter(AlertEffect.Raise.class::isInstance).map(AlertEffect.Raise.class::cast)
                    .map(AlertEffect.Raise::cause).forEach(raised::add);
        }
        return clear(tx, first).chain(() -> alerts.raise(tx, raised)).chain(() -> clear(tx, last));
    }

    private Uni<Void> clear(SqlConnection tx, List<AlertEffect.Clear> clears) {
        return InTurn.each(clears, clear -> alerts.clear(tx, clear.target().person(),
                clear.target().code(), clear.target().object(), clear.at(), clear.fact()));
    }
}
