package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.notifications.Registration;

/**
 * The phones that an account is reached on. A phone belongs to who has signed in on it last; its value goes in and never
 * comes out again.
 */
@ApplicationScoped
class Registrations {

    private static final String REGISTER = "select id, registered_at from register_phone($1, $2, $3, $4)";
    private static final String END = "update registration set disabled_at = coalesce(disabled_at, $2) where id = $1";

    /** A phone that gets pushes. */
    public record Registered(UUID id, Registration.Kind kind, Instant registeredAt) {}

    private final Scope scope;
    private final Clock clock;

    Registrations(Scope scope, Clock clock) {
        this.scope = scope;
        this.clock = clock;
    }

    /** Registers it for the asker alone, or again. */
    Uni<Registered> register(Registration phone) {
        return scope.inTransaction(tx -> tx.preparedQuery(REGISTER).execute(
                Tuple.of(Ids.next(), phone.kind().name(), phone.value(), AlertRows.utc(clock.instant()))))
                .map(rows -> rows.iterator().next())
                .map(row -> new Registered(row.getUUID("id"), phone.kind(),
                        row.getOffsetDateTime("registered_at").toInstant()));
    }

    /** Ends pushes to one of the asker's phones; nothing where they have ended. */
    Uni<Void> end(UUID id) {
        return scope
                .inTransaction(tx -> tx.preparedQuery(END).execute(Tuple.of(id, AlertRows.utc(clock.instant()))))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                }).replaceWithVoid();
    }
}
