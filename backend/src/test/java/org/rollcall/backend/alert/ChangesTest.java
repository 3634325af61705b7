package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ChangesTest {

    @Inject
    Changes changes;
    @Inject
    Alerts alerts;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    Accounts accounts;

    private Office slow;
    private Office quick;
    private Optional<Changes.Seen> last;

    @BeforeEach
    void fromNowOn() {
        slow = new Office(accounts);
        quick = new Office(accounts);
        last = Optional.of(get(changes.now()));
    }

    @Test
    void whatBeganFirstAndCommitsLastIsNotMissed() {
        var seenBetween = new ArrayList<UUID>();

        get(intake.withTransaction(first -> alerts.raise(first, List.of(slow.exit()))
                .chain(() -> intake.withTransaction(second -> alerts.raise(second, List.of(quick.exit()))))
                .chain(this::next).invoke(seenBetween::addAll)));

        // The second has committed, but below it something is still to come.
        assertThat(seenBetween).doesNotContain(quick.alert());
        assertThat(get(next())).containsSubsequence(slow.alert(), quick.alert());
    }

    @Test
    void whatIsSeenComesAgainOnlyWhenItChangesAgain() {
        raise(slow);
        assertThat(get(next())).contains(slow.alert());
        raise(quick);

        assertThat(get(next())).contains(quick.alert()).doesNotContain(slow.alert());
        raise(slow);
        assertThat(get(next())).contains(slow.alert()).doesNotContain(quick.alert());
    }

    private void raise(Office office) {
        get(intake.withTransaction(tx -> alerts.raise(tx, List.of(office.exit()))));
    }

    private Uni<List<UUID>> next() {
        return changes.since(last, 1_000).invoke(found -> {
            if (!found.isEmpty()) {
                last = Optional.of(found.get(found.size() - 1));
            }
        }).map(found -> found.stream().map(Changes.Seen::alert).toList());
    }

    private static <T> T get(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
