package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

/** Nodes that start in one moment make one signing key, and all sign with it. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SigningKeysOfTwoNodesTest {

    private static final String ACTIVE = "select count(*) from signing_key where purpose = 'ACCESS_TOKEN'"
            + " and retired_at is null";

    @Inject
    Pool pool;
    @Inject
    MasterKey masterKey;
    @Inject
    Clock clock;
    @Inject
    Accounts accounts;

    @Test
    void aKeyIsNotFoundForAnotherPurpose() {
        var keys = new SigningKeys(pool, masterKey, clock);
        var anchors = keys.activeAnew(SigningKeys.Purpose.AUDIT_ANCHOR).await().atMost(Duration.ofSeconds(20));

        var found = new SigningKeys(pool, masterKey, clock).find(SigningKeys.Purpose.ACCESS_TOKEN, anchors.id());

        assertThat(found.await().atMost(Duration.ofSeconds(20))).isNull();
    }

    @Test
    void nodesThatStartAtOnceSignWithOneKey() {
        // Given a database in which no key signs, and nodes that have asked for none yet
        accounts.update("update signing_key set retired_at = now() where purpose = 'ACCESS_TOKEN'"
                + " and retired_at is null");
        var nodes = Stream.generate(() -> new SigningKeys(pool, masterKey, clock)).limit(4).toList();

        // When all sign at once
        var keys = Uni.join().all(nodes.stream().map(node -> node.active(SigningKeys.Purpose.ACCESS_TOKEN)).toList())
                .andFailFast().await()
                .atMost(Duration.ofSeconds(20));

        // Then there is one key, of which each node knows both halves
        assertThat(accounts.queryOne(ACTIVE)).isEqualTo(1L);
        assertThat(keys.stream().map(SigningKeys.SigningKey::id).distinct()).hasSize(1);
        assertThat(keys.stream().map(key -> key.pair().getPublic()).distinct()).hasSize(1);
        assertThat(keys.stream().map(key -> key.pair().getPrivate()).distinct()).hasSize(1);
    }
}
