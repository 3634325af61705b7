package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class CollectionPeriodsTest {

    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    CollectionPeriods periods;
    @Inject
    Pool api;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;

    @Test
    void aPeriodCoversItsFirstInstantAndNotItsEnd() {
        var period = new CollectionPeriod(UUID.randomUUID(), UUID.randomUUID(), MARCH, Optional.of(APRIL), MARCH);

        assertThat(period.covers(MARCH.minusNanos(1))).isFalse();
        assertThat(period.covers(MARCH)).isTrue();
        assertThat(period.covers(APRIL.minusNanos(1))).isTrue();
        assertThat(period.covers(APRIL)).isFalse();
        assertThat(new CollectionPeriod(period.id(), period.superviseeId(), MARCH, Optional.empty(), MARCH)
                .covers(Instant.MAX)).isTrue();
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CollectionPeriod(UUID.randomUUID(),
                UUID.randomUUID(), APRIL, Optional.of(MARCH), MARCH));
    }

    @Test
    void intakeAndWorkerReadTheBelievedPeriodsOfManyPeopleInOrder() {
        var office = people.office();
        var one = accounts.supervisee(office);
        var two = accounts.supervisee(office);
        var nobody = accounts.supervisee(office);
        period(one, APRIL, "2026-05-01", null);
        period(one, MARCH, "2026-03-20", null);
        period(one, MARCH, "2027-01-01", "2026-03-20");
        period(two, MARCH, null, null);

        for (var pool : List.of(intake, worker)) {
            var found = of(pool, one, two, nobody);
            assertThat(found.get(one)).extracting(CollectionPeriod::validFrom).containsExactly(MARCH, APRIL);
            assertThat(found.get(two)).singleElement().satisfies(period -> {
                assertThat(period.superviseeId()).isEqualTo(two);
                assertThat(period.validUntil()).isEmpty();
                assertThat(period.knownFrom()).isEqualTo(MARCH);
            });
            assertThat(found.get(nobody)).isEmpty();
        }
        assertThat(of(intake)).isEmpty();
    }

    @Test
    void theApplicationReadsThemWithinItsScopeOnly() {
        var here = people.office();
        var person = people.takenIn(here);
        var officer = accounts.staff("OFFICER", here);
        var stranger = accounts.staff("OFFICER", people.office());

        assertThat(scoped(officer, person)).hasSize(1);
        assertThat(scoped(person.toString(), person)).hasSize(1);
        assertThat(scoped(stranger, person)).isEmpty();
        assertThat(of(api, person).get(person)).isEmpty();
    }

    private List<CollectionPeriod> scoped(String account, UUID person) {
        return api.withTransaction(
                transaction -> transaction.preparedQuery("select set_config('rollcall.account_id', $1, true)")
                        .execute(Tuple.of(account)).chain(() -> periods.of(transaction, List.of(person))))
                .await().atMost(PATIENCE).get(person);
    }

    private Map<UUID, List<CollectionPeriod>> of(Pool pool, UUID... people) {
        return pool.withTransaction(transaction -> periods.of(transaction, List.of(people))).await().atMost(PATIENCE);
    }

    private void period(UUID person, Instant from, String until, String knownUntil) {
        accounts.update(
                "insert into collection_period (id, supervisee_id, valid, known_from, known_until) values (?, ?,"
                        + " tstzrange(?::timestamptz, (?::date)::timestamp at time zone 'UTC'), ?::timestamptz,"
                        + " (?::date)::timestamp at time zone 'UTC')",
                UUID.randomUUID(), person, from.toString(), until,
                MARCH.toString(), knownUntil);
    }
}
