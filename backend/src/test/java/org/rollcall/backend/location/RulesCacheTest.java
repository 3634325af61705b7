package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Rules by person and version: read once, together, bounded, and never those of another version. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RulesCacheTest {

    /** Notes what is asked of the database. */
    private static final class Asked extends SqlConnection {

        private final List<String> statements;

        private Asked(SqlConnection connection, List<String> statements) {
            super(connection.getDelegate());
            this.statements = statements;
        }

        @Override
        public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
            statements.add(sql);
            return super.preparedQuery(sql);
        }
    }

    @Inject
    Nodes nodes;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    @ReactiveDataSource("intake")
    Pool pool;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private UUID office;
    private UUID home;

    @BeforeEach
    void somewhere() {
        office = people.office();
        home = areas.circle(Walker.LON, Walker.LAT, 1_000);
    }

    @Test
    void whatIsKnownIsNotAskedAgainAndEachVersionIsKnownApart() {
        var cache = cache(100);
        var person = people(1);
        var first = rules(cache, person);
        int once = asked.size();

        assertThat(rules(cache, person)).isEqualTo(first);
        assertThat(asked).as("read once").hasSize(once);

        areas.home(person.get(0), areas.circle(Walker.LON, Walker.AWAY, 1_000));
        bump(person.get(0));
        var later = rules(cache, person).get(person.get(0));
        assertThat(later.rulebook().version()).isGreaterThan(first.get(person.get(0)).rulebook().version());
        assertThat(asked).as("and anew when they have changed").hasSizeGreaterThan(once);
    }

    @Test
    void rulesOfManyAreReadTogether() {
        rules(cache(100), people(1));
        int ofOne = asked.size();
        asked.clear();

        var known = rules(cache(100), people(40));

        assertThat(known).hasSize(40);
        assertThat(asked).as("statements for forty, and for one").hasSizeLessThanOrEqualTo(ofOne);
    }

    @Test
    void thereAreNeverMoreThanConfigured() {
        var cache = cache(10);

        rules(cache, people(40));

        await().untilAsserted(() -> {
            rules(cache, people(1));
            assertThat(metrics.get("cache.size").tag("cache", "rollcall.rulebooks").gauge().value())
                    .isLessThanOrEqualTo(11);
        });
    }

    private RulesCache cache(int most) {
        return nodes.rules(Clock.systemUTC(),
                new SmallRyeConfigBuilder().withMapping(LocationConfig.class)
                        .withDefaultValue("rollcall.location.answer-within", "PT20S")
                        .withDefaultValue("rollcall.location.clock-off-for", "PT30M")
                        .withDefaultValue("rollcall.location.gather", "PT0.002S")
                        .withDefaultValue("rollcall.location.rulebooks", String.valueOf(most)).build()
                        .getConfigMapping(LocationConfig.class),
                metrics);
    }

    private List<UUID> people(int count) {
        return IntStream.range(0, count).mapToObj(n -> {
            var person = people.takenIn(office);
            areas.home(person, home);
            bump(person);
            return person;
        }).toList();
    }

    private void bump(UUID person) {
        accounts.update("insert into standing (supervisee_id, device_kind) values (?, 'PHONE') on conflict"
                + " (supervisee_id, device_kind) do update set rules_version = standing.rules_version + 1", person);
    }

    private Map<UUID, PersonRules> rules(RulesCache cache, List<UUID> of) {
        var keys = of.stream().map(person -> new StandingKey(person, DeviceKind.PHONE)).toList();
        return Walker.await(pool.withTransaction(tx -> Standings.lock(tx, keys)
                .chain(locked -> cache.of(new Asked(tx, asked), locked.known().values()))));
    }
}
