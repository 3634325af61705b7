package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DeviceCredentialsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String HERE = "127.0.0.1";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    DeviceCredentials credentials;
    @Inject
    CredentialsConfig config;
    @Inject
    TestClock clock;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;

    private People.ForeignPhone phone;

    @BeforeEach
    void aPhone() {
        phone = people.ownTracks(people.takenIn());
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aSecretNamesItsDevice() {
        assertThat(find(phone.secret())).contains(
                new EnrolledDevice(phone.device(), phone.person(), DeviceKind.PHONE, Dialect.OWNTRACKS));
    }

    @Test
    void anythingElseNamesNone() {
        assertThat(find(DeviceSecret.random().word())).isEmpty();
        for (var noSecret : new String[]{null, "", "x", phone.secret() + "x", "x".repeat(5_000), "ü".repeat(43)}) {
            assertThat(find(noSecret)).isEmpty();
        }
    }

    @Test
    void aLoginNeedsTheDeviceAndItsOwnSecret() {
        var other = people.ownTracks(people.takenIn());
        var id = phone.device().toString();

        assertThat(find(id, phone.secret())).isPresent();
        assertThat(find(id.toUpperCase(Locale.ROOT), phone.secret())).isPresent();
        assertThat(find(id, other.secret())).isEmpty();
        assertThat(find("user", phone.secret())).isEmpty();
        assertThat(find(null, null)).isEmpty();
    }

    @Test
    void aRevocationTakesEffectWithinTheTimeOfTheMemory() {
        assertThat(find(phone.secret())).isPresent();
        people.revoke(phone.device());
        assertThat(find(phone.secret())).as("remembered").isPresent();

        clock.advance(config.verifiedFor().plusSeconds(1));

        assertThat(find(phone.secret())).isEmpty();
    }

    @Test
    void aRevocationMadeHereTakesEffectAtOnce() {
        assertThat(find(phone.secret())).isPresent();
        people.revoke(phone.device());

        credentials.forget(Set.of(phone.device()));

        assertThat(find(phone.secret())).isEmpty();
    }

    @Test
    void whatIsUnknownIsNotRemembered() {
        var secret = DeviceSecret.random();
        assertThat(find(secret.word())).isEmpty();

        accounts.update("update device set secret_hash = ? where id = ?", secret.hash(), phone.device());

        assertThat(find(secret.word())).isPresent();
    }

    /** A genuine phone behind the same address goes on, and anybody elsewhere does. */
    @Test
    void aNetworkThatSendsTooManyThatNobodyHasIsNotAskedForAnyMore() {
        var flooding = "203.0.113." + new Random().nextInt(250);
        var remembered = people.ownTracks(people.takenIn());
        assertThat(findFrom(flooding, remembered.secret())).isPresent();
        for (int i = 0; i < config.unknownOfOneNetwork(); i++) {
            assertThat(findFrom(flooding, DeviceSecret.random().word())).isEmpty();
        }

        var stranger = people.ownTracks(people.takenIn());
        assertThatThrownBy(() -> findFrom(flooding, stranger.secret())).as("that nobody has seen here")
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> findFrom(flooding, DeviceSecret.random().word()))
                .isInstanceOfSatisfying(ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS));
        assertThat(findFrom(flooding, remembered.secret())).isPresent();
        assertThat(findFrom("198.51.100.7", phone.secret())).isPresent();

        // What was good here within a day is asked for, also when it is remembered no more.
        clock.advance(config.verifiedFor().plusSeconds(1));
        assertThat(findFrom(flooding, remembered.secret())).isPresent();
        clock.advance(Duration.ofSeconds(31));
        assertThat(findFrom(flooding, DeviceSecret.random().word())).isEmpty();
    }

    @Test
    void aSecretThatHasEndedCountsOnceHoweverOftenItsAppTries() {
        var network = "203.0.112." + new Random().nextInt(250);
        var ended = DeviceSecret.random().word();
        for (int i = 0; i < 2 * config.unknownOfOneNetwork(); i++) {
            assertThat(findFrom(network, ended)).isEmpty();
        }

        assertThat(findFrom(network, phone.secret())).isPresent();
    }

    @Test
    void whoIsShutOutHasNoDevice() {
        accounts.update("update account set disabled_at = now() where id = ?", phone.person());

        assertThat(find(phone.secret())).isEmpty();
    }

    @Test
    void theRevokedOfManyAreTold() {
        var revoked = people.traccar(people.takenIn());
        people.revoke(revoked.device());
        var shutOut = people.traccar(people.takenIn());
        accounts.update("update account set disabled_at = now() where id = ?", shutOut.person());

        var told = intake.withTransaction(transaction -> credentials.listRevoked(transaction,
                List.of(enrolled(phone.person(), phone.device()), enrolled(revoked.person(), revoked.device()),
                        enrolled(shutOut.person(), shutOut.device()), enrolled(UUID.randomUUID(), UUID.randomUUID()))))
                .await().atMost(PATIENCE);

        assertThat(told).containsOnlyKeys(revoked.device(), shutOut.device()).containsValue(Instant.MIN);
    }

    @Test
    void noSecretIsPrinted() {
        var secret = DeviceSecret.random();

        assertThat(secret.toString()).doesNotContain(secret.word());
        assertThat(secret.word()).hasSize(43).isNotEqualTo(DeviceSecret.random().word());
    }

    private static EnrolledDevice enrolled(UUID person, UUID device) {
        return new EnrolledDevice(device, person, DeviceKind.PHONE, Dialect.TRACCAR);
    }

    private Optional<EnrolledDevice> find(String secret) {
        return findFrom(HERE, secret);
    }

    private Optional<EnrolledDevice> findFrom(String network, String secret) {
        return credentials.find(secret, network).await().atMost(PATIENCE);
    }

    private Optional<EnrolledDevice> find(String userName, String password) {
        return credentials.find(userName, password, HERE).await().atMost(PATIENCE);
    }
}
