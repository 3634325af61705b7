package org.rollcall.backend.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** The accounts of people under supervision: without a login, since their phone proves who they are. Thread-safe. */
@ApplicationScoped
public class SuperviseeAccounts {

    private static final String INSERT = "insert into account (id, kind, display_name, created_at)"
            + " values (?1, 'SUPERVISEE', ?2, ?3)";

    private final Clock clock;

    SuperviseeAccounts(Clock clock) {
        this.clock = clock;
    }

    /** Makes the account with that id, in the transaction of this session. */
    public Uni<Void> open(Mutiny.Session session, UUID id, String displayName) {
        return session.createNativeQuery(INSERT).setParameter(1, id).setParameter(2, displayName)
                .setParameter(3, clock.instant().atOffset(ZoneOffset.UTC)).executeUpdate().replaceWithVoid();
    }
}
