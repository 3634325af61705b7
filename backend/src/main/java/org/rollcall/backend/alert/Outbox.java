package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Ids;
import org.rollcall.notifications.Message;

/**
 * What is to be said, written in the transaction of the fact that it is about: said if that commits, and only then.
 * Thread-safe.
 */
@ApplicationScoped
public class Outbox {

    private static final String PUT = """
            insert into outbox (id, account_id, alert_id, message, next_at, created_at)
            select n.id, n.account_id, n.alert_id, n.message::jsonb, $6::timestamptz, $5::timestamptz
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as n (id, account_id, alert_id, message)""";

    private final Clock clock;

    Outbox(Clock clock) {
        this.clock = clock;
    }

    /** Puts them all, to be sent as soon as the transaction has committed. */
    public Uni<Void> put(SqlConnection tx, List<Letter> letters) {
        return put(tx, letters, clock.instant());
    }

    /** Puts them all, to be sent from that time on; whoever opens the inbox finds them before. */
    Uni<Void> put(SqlConnection tx, List<Letter> letters, Instant from) {
        if (letters.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(PUT)
                .execute(Tuple.of(letters.stream().map(letter -> Ids.next()).toArray(UUID[]::new),
                        letters.stream().map(letter -> letter.account().orElse(null)).toArray(UUID[]::new),
                        letters.stream().map(letter -> letter.alert().orElse(null)).toArray(UUID[]::new),
                        AlertRows.strings(letters, letter -> MessageJson.write(letter.message()).encode()),
                        AlertRows.utc(clock.instant()), AlertRows.utc(from)))
                .replaceWithVoid();
    }

    /** One letter for each account, or one to nobody yet: an alert is never without a row here (invariant 3). */
    static List<Letter> letters(List<UUID> accounts, UUID alert, Message message) {
        if (accounts.isEmpty()) {
            return List.of(new Letter(Optional.empty(), Optional.of(alert), message));
        }
        return accounts.stream().map(account -> new Letter(Optional.of(account), Optional.of(alert), message))
                .toList();
    }
}
