package org.rollcall.backend.contact;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.alert.Cause;
import org.rollcall.backend.alert.Closings;
import org.rollcall.backend.location.Contacts;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * The silences that are open: begun where a timer or a duty passes without a word, ended by any contact. Locks: after
 * standings and slots, before alerts. Thread-safe.
 */
@ApplicationScoped
public class Silences {

    /**
     * A window that passed empty.
     *
     * @param opensAt when it opened
     */
    public record Missed(UUID person, Instant opensAt) {}

    /** A silence that was ended, and what it was. */
    private record Ended(UUID person, Instant since, Optional<Instant> lastBefore, Instant contactAt) {}

    static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final int MANY = 2;
    // A contact that came in between begins another silence.
    private static final String BEGIN = """
            insert into silence as s (supervisee_id, since, last_contact_at, missed)
            select n.person, $2::timestamptz, n.last, n.missed from unnest($1::uuid[], $3::timestamptz[], $4::int[])
              as n (person, last, missed) order by 1
            on conflict (supervisee_id) do update set
              missed = case when excluded.last_contact_at > s.since then 0 else s.missed end + excluded.missed,
              since = case when excluded.last_contact_at > s.since then excluded.since else s.since end,
              last_contact_at = excluded.last_contact_at
            returning supervisee_id, missed""";
    private static final String OPEN = "select supervisee_id from silence where supervisee_id = any($1::uuid[])";
    private static final String SOME = "select supervisee_id, since from silence where supervisee_id > $1"
            + " order by supervisee_id limit $2";
    private static final String END = "delete from silence where supervisee_id = $1 and since < $2"
            + " returning since, last_contact_at";
    private static final String FORGET = "delete from silence where supervisee_id = $1";

    private final Contacts contacts;
    private final Closings closings;

    Silences(Contacts contacts, Closings closings) {
        this.contacts = contacts;
        this.closings = closings;
    }

    /**
     * Begins or goes on with the silence of those who were not heard of since their window opened.
     *
     * @return what to raise with the misses, in the same transaction
     */
    public Uni<List<Cause>> missed(SqlConnection tx, List<Missed> windows, Instant now) {
        var people = windows.stream().map(Missed::person).collect(Collectors.toSet());
        if (people.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return contacts.last(tx, people).chain(last -> {
            var silent = new TreeMap<UUID, Integer>();
            windows.stream().filter(window -> Optional.ofNullable(last.get(window.person()))
                    .filter(at -> !at.isBefore(window.opensAt())).isEmpty())
                    .forEach(window -> silent.merge(window.person(), 1, Integer::sum));
            return begin(tx, silent, last, now);
        });
    }

    /** Begins those silences; how many duties each of them has missed so far goes with it. */
    Uni<List<Cause>> begin(SqlConnection tx, Map<UUID, Integer> missed, Map<UUID, Instant> last, Instant now) {
        if (missed.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var people = List.copyOf(missed.keySet());
        return tx.preparedQuery(BEGIN)
                .execute(Tuple.of(people.toArray(UUID[]::new), Timestamps.utc(now),
                        people.stream().map(person -> Timestamps.utc(last.get(person)))
                                .toArray(OffsetDateTime[]::new),
                        people.stream().map(missed::get).toArray(Integer[]::new)))
                .map(rows -> {
                    var causes = new ArrayList<Cause>();
                    rows.forEach(row -> causes.add(cause(row.getUUID("supervisee_id"), row.getInteger("missed"),
                            Optional.ofNullable(last.get(row.getUUID("supervisee_id"))), now)));
                    return causes;
                });
    }

    private static Cause cause(UUID person, int missed, Optional<Instant> last, Instant now) {
        var fact = new JsonObject().put("missedDuties", missed);
        last.ifPresent(at -> fact.put("lastContactAt", at.toString()));
        return new Cause(person, AlertCode.SILENT, "", missed >= MANY ? Severity.WARNING : Severity.INFORMATION, now,
                fact);
    }

    /** Those of these people whose silence is open. */
    Uni<Set<UUID>> listOpen(SqlConnection tx, List<UUID> people) {
        return tx.preparedQuery(OPEN).execute(Tuple.of(people.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("supervisee_id"))
                        .collect(Collectors.toSet()));
    }

    /**
     * Some of the silences that are open.
     *
     * @param heard whose, that were heard of since
     * @param next after whom to go on; the first of all where the end was reached
     */
    record Page(List<UUID> heard, UUID next) {}

    /** A page of those whose silence is open, after that person. */
    Uni<Page> listHeard(SqlConnection tx, UUID after, int most) {
        return tx.preparedQuery(SOME).execute(Tuple.of(after, most)).chain(rows -> {
            // The database and Java order ids differently.
            var since = new LinkedHashMap<UUID, Instant>();
            rows.forEach(row -> since.put(row.getUUID("supervisee_id"), Timestamps.instant(row, "since")));
            var people = List.copyOf(since.keySet());
            var next = people.size() < most ? BEFORE_ALL : people.get(people.size() - 1);
            return people.isEmpty()
                    ? Uni.createFrom().item(new Page(List.of(), BEFORE_ALL))
                    : contacts.last(tx, people).map(last -> new Page(people.stream()
                            .filter(person -> last.containsKey(person) && last.get(person).isAfter(since.get(person)))
                            .toList(), next));
        });
    }

    /** Ends the silence of somebody who was heard of, and closes its alert, saying what explains it. */
    Uni<Void> end(SqlConnection tx, UUID person) {
        return contacts.last(tx, List.of(person)).chain(last -> last.containsKey(person)
                ? tx.preparedQuery(END).execute(Tuple.of(person, Timestamps.utc(last.get(person))))
                        .chain(rows -> rows.rowCount() == 0
                                ? Uni.createFrom().voidItem()
                                : explain(tx, new Ended(person, Timestamps.instant(rows.iterator().next(), "since"),
                                        Optional.ofNullable(Timestamps.instant(rows.iterator().next(),
                                                "last_contact_at")),
                                        last.get(person))))
                : Uni.createFrom().voidItem());
    }

    private Uni<Void> explain(SqlConnection tx, Ended ended) {
        return contacts.fixesBetween(tx, ended.person(), ended.lastBefore().orElse(Instant.EPOCH), ended.since())
                .chain(fixes -> {
                    var fact = new JsonObject().put("contactAt", ended.contactAt().toString())
                            .put("fixesOfThatTime", fixes);
                    var reason = fixes > 0
                            ? "heard of again at " + ended.contactAt() + ": " + fixes
                                    + " fixes of the silent time were recorded later"
                            : "heard of again at " + ended.contactAt();
                    return closings.explain(tx, ended.person(), AlertCode.SILENT, "", ended.contactAt(), fact, reason);
                }).replaceWithVoid();
    }

    /** Nothing is expected of that person any more. */
    public Uni<Void> forget(SqlConnection tx, UUID person) {
        return tx.preparedQuery(FORGET).execute(Tuple.of(person)).replaceWithVoid();
    }
}
