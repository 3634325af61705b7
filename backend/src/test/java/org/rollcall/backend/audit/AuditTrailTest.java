package org.rollcall.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.vertx.RunOnVertxContext;
import io.quarkus.test.vertx.UniAsserter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AuditTrailTest {

    private static final String FOUND = "select action || ' ' || coalesce(purpose, '-') || ' ' || detail from audit_entry"
            + " where object_id = ?";

    @Inject
    AuditTrail trail;
    @Inject
    Accounts accounts;
    @Inject
    Pool pool;
    @Inject
    Mutiny.SessionFactory sessions;

    private final UUID object = UUID.randomUUID();
    private UUID actor;

    @BeforeEach
    void somebody() {
        actor = UUID.fromString(accounts.staff(null, null));
    }

    @Test
    @RunOnVertxContext
    void aDeedOfAConnectionIsOnRecord(UniAsserter asserter) {
        asserter.execute(() -> pool.withTransaction(transaction -> trail.record(transaction, look())));

        asserter.assertThat(this::found, row -> assertThat(row).isEqualTo("TRAJECTORY_SEEN ALERT {\"fixes\": 7}"));
    }

    @Test
    @RunOnVertxContext
    void aDeedOfASessionIsOnRecord(UniAsserter asserter) {
        asserter.execute(() -> sessions.withTransaction(
                session -> trail.record(session, Deed.of(actor, Action.UNIT_CREATED, object))));

        asserter.assertThat(this::found, row -> assertThat(row).isEqualTo("UNIT_CREATED - {}"));
    }

    @Test
    @RunOnVertxContext
    void whatIsRolledBackIsNotOnRecord(UniAsserter asserter) {
        asserter.assertFailedWith(() -> pool.withTransaction(transaction -> trail.record(transaction, look())
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("not done")))),
                IllegalStateException.class);

        asserter.assertThat(this::found, row -> assertThat(row).isNull());
    }

    private Deed look() {
        return new Deed(actor, Action.TRAJECTORY_SEEN, object, Optional.of("ALERT"), new JsonObject().put("fixes", 7));
    }

    /** As the owner: what the application writes it cannot read. */
    private Uni<String> found() {
        return Uni.createFrom().item(() -> (String) accounts.queryOne(FOUND, object))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
