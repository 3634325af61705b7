package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RulesVersionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Accounts accounts;
    @Inject
    RulesVersion rules;
    @Inject
    Pool pool;
    @Inject
    Mutiny.SessionFactory sessions;

    @Test
    void theFirstBumpMakesTheStandingOfThePhone() {
        var person = accounts.supervisee(accounts.province());

        bump(person);

        assertThat(version(person, "PHONE")).isEqualTo(1L);
    }

    @Test
    void eachBumpMovesEveryStandingOfThePerson() {
        var person = accounts.supervisee(accounts.province());
        bump(person);
        accounts.update("insert into standing (supervisee_id, device_kind) values (?, 'BRACELET')", person);

        bump(person);
        bump(person);

        assertThat(version(person, "PHONE")).isEqualTo(3L);
        assertThat(version(person, "BRACELET")).isEqualTo(3L);
    }

    @Test
    void aSessionBumpsInItsOwnTransaction() throws Throwable {
        var person = accounts.supervisee(accounts.province());
        bump(person);

        VertxContextSupport.subscribeAndAwait(
                () -> sessions.withTransaction(session -> rules.bump(session, person)));

        assertThat(version(person, "PHONE")).isEqualTo(2L);
    }

    @Test
    void aBumpThatIsRolledBackNeverHappened() {
        var person = accounts.supervisee(accounts.province());
        bump(person);

        pool.withTransaction(connection -> rules.bump(connection, person)
                .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("the change itself failed"))))
                .onFailure().recoverWithNull().await().atMost(PATIENCE);

        assertThat(version(person, "PHONE")).isEqualTo(1L);
    }

    @Test
    void manyPeopleAtOnceInAnyOrderNeverDeadlock() {
        var province = accounts.province();
        var one = accounts.supervisee(province);
        var two = accounts.supervisee(province);

        Uni.join().all(java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> pool.withTransaction(
                        connection -> rules.bump(connection, i % 2 == 0 ? List.of(one, two) : List.of(two, one))))
                .toList()).andFailFast().await().atMost(PATIENCE);

        assertThat(version(one, "PHONE")).isEqualTo(40L);
        assertThat(version(two, "PHONE")).isEqualTo(40L);
    }

    private void bump(UUID person) {
        pool.withTransaction(connection -> rules.bump(connection, person)).await().atMost(PATIENCE);
    }

    private Object version(UUID person, String kind) {
        return accounts.queryOne("select rules_version from standing where supervisee_id = ? and device_kind = ?",
                person, kind);
    }
}
