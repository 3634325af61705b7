package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.Sealing;
import org.rollcall.backend.retention.RetentionSweep;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class QuarantineTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final byte[] BODY = "{\"lat\": 991.5, \"SSID\": \"home\"}".getBytes(StandardCharsets.UTF_8);

    @Inject
    Quarantine quarantine;
    @Inject
    RetentionSweep retention;
    @Inject
    QuarantineConfig config;
    @Inject
    Sealing sealing;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    MeterRegistry metrics;
    @Inject
    @ReactiveDataSource("intake")
    Pool pool;

    private UUID unit;
    private UUID device;

    @BeforeEach
    void aPhone() {
        unit = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        device = people.ownTracks(accounts.takenIn(unit)).device();
    }

    @Test
    void aBodyIsKeptSealedWithWhatIsKnownOfIt() {
        keep(BODY, Optional.empty());

        var sealed = (byte[]) one("sealed");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("\"lat\"", "991.5", "SSID");
        assertThat(sealing.open("quarantine", sealed)).isEqualTo(BODY);
        assertThat(
                one("dialect || ' ' || reason || ' ' || body_bytes || ' ' || extract(epoch from received_at)::bigint"))
                .isEqualTo("OWNTRACKS OUT_OF_RANGE " + BODY.length + " " + NOW.getEpochSecond());
    }

    @Test
    void whatIsSealedForTheQuarantineOpensForNothingElse() {
        keep(BODY, Optional.empty());

        var sealed = (byte[]) one("sealed");
        assertThatThrownBy(() -> sealing.open("signing", sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLargeBodyIsCut() {
        keep(new byte[config.bodyBytes() + 1], Optional.empty());

        assertThat(sealing.open("quarantine", (byte[]) one("sealed"))).hasSize(config.bodyBytes());
        assertThat(one("body_bytes")).isEqualTo(config.bodyBytes() + 1);
    }

    @Test
    void beyondSoManyADayBodiesAreOnlyCounted() {
        accounts.update("insert into quarantine_count values (?, '2026-11-24', ?, 0)", device,
                config.bodiesPerDay() - 1);

        keep(BODY, Optional.empty());
        keep(BODY, Optional.empty());

        assertThat(kept()).isEqualTo(1);
        assertThat(count("bodies")).isEqualTo(config.bodiesPerDay() + 1);
    }

    @Test
    void anotherDayCountsAnew() {
        accounts.update("insert into quarantine_count values (?, '2026-11-23', ?, 0)", device, config.bodiesPerDay());

        keep(BODY, Optional.empty());

        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void beforeIntakeOnlyACountIsKept() {
        device = people.traccar(accounts.supervisee(unit)).device();

        keep(BODY, Optional.empty());

        assertThat(kept()).isZero();
        assertThat(count("forgotten")).isEqualTo(1);
        assertThat(count("bodies")).isEqualTo(0);
    }

    @Test
    void theTimeOfTheFixDecidesWhetherItIsForgotten() {
        keep(BODY, Optional.of(Instant.parse("2019-12-31T23:59:59Z")));
        keep(BODY, Optional.of(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(kept()).isEqualTo(1);
        assertThat(count("forgotten")).isEqualTo(1);
    }

    @Test
    void aTimeThatNobodyHasLivedInDecidesNothing() {
        for (var time : new Instant[]{Instant.MIN, Instant.ofEpochSecond(-1), Instant.parse("9999-12-31T00:00:00Z"),
            Instant.MAX}) {
            keep(BODY, Optional.of(time));
        }

        assertThat(kept()).isEqualTo(4);
    }

    @Test
    void afterReleaseAnUnreadableBodyIsForgotten() {
        var released = accounts.supervisee(unit);
        accounts.update("insert into collection_period (id, supervisee_id, valid, known_from)"
                + " values (?, ?, tstzrange('2020-01-01', '2026-11-24 08:00Z'), '2020-01-01')", UUID.randomUUID(),
                released);
        device = people.traccar(released).device();

        keep(BODY, Optional.empty());

        assertThat(kept()).isZero();
    }

    @Test
    void ofAPhoneThatWasReplacedOnlyWhatIsOfBeforeIsKept() {
        accounts.update("update device set enrolled_at = '2026-01-01', revoked_at = '2026-11-24 08:00Z',"
                + " replaced_at = '2026-11-24 08:00Z' where id = ?", device);

        keep(BODY, Optional.of(NOW.minusSeconds(1)));
        keep(BODY, Optional.of(NOW));
        keep(BODY, Optional.empty());

        assertThat(kept()).isEqualTo(1);
        assertThat(count("forgotten")).isEqualTo(2);
    }

    @Test
    void ofAPhoneThatWasEndedOnlyACountIsKept() {
        accounts.update("update device set enrolled_at = '2026-01-01', revoked_at = '2026-11-24 08:00Z' where id = ?",
                device);

        keep(BODY, Optional.of(NOW.minusSeconds(1)));
        keep(BODY, Optional.empty());

        assertThat(kept()).isZero();
        assertThat(count("forgotten")).isEqualTo(2);
    }

    @Test
    void whatIsNoLongerBelievedIsNoCollectionPeriod() {
        var person = accounts.supervisee(unit);
        accounts.update("insert into collection_period (id, supervisee_id, valid, known_from, known_until)"
                + " values (?, ?, tstzrange('2020-01-01', null), '2020-01-01', '2020-01-02')", UUID.randomUUID(),
                person);
        device = people.traccar(person).device();

        keep(BODY, Optional.empty());

        assertThat(kept()).isZero();
    }

    @Test
    void ofABraceletWithoutAnOrderForItNothingIsKept() {
        var person = people.takenIn(unit);
        device = accounts.bracelet(person, "Q " + person);
        accounts.ordered(person, "Another " + person);
        keep(BODY, Optional.empty());
        assertThat(kept()).isZero();

        accounts.update("delete from location_mode where supervisee_id = ? and device_kind = 'BRACELET'", person);
        accounts.ordered(person, "Q " + person);
        keep(BODY, Optional.empty());

        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void aTransactionThatFailsKeepsNothing() {
        var suspect = new Suspect(device, QuarantineReason.UNREADABLE, NOW, Optional.empty(), BODY);

        assertThatThrownBy(() -> await(pool.withTransaction(transaction -> quarantine.keep(transaction, suspect)
                .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("lost"))))))
                .hasMessage("lost");

        assertThat(kept()).isZero();
    }

    @Test
    void anUnknownDeviceIsNotKeptQuietly() {
        device = UUID.randomUUID();

        assertThatThrownBy(() -> keep(BODY, Optional.empty())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eachIsCountedByItsReason() {
        double before = kept("OUT_OF_RANGE");

        keep(BODY, Optional.empty());

        assertThat(kept("OUT_OF_RANGE")).isEqualTo(before + 1);
    }

    @Test
    void theSweepRemovesWhatIsThirtyDaysOldAndNothingElse() {
        accounts.update("insert into quarantine (id, device_id, dialect, reason, received_at, body_bytes, sealed)"
                + " select gen_random_uuid(), ?, 'OWNTRACKS', 'UNREADABLE', now() - interval '30 days 1 minute', 1,"
                + " decode(repeat('00', 29), 'hex') from generate_series(1, 450)", device);
        accounts.update("insert into quarantine (id, device_id, dialect, reason, received_at, body_bytes, sealed)"
                + " values (gen_random_uuid(), ?, 'OWNTRACKS', 'UNREADABLE', now() - interval '29 days 23 hours', 1,"
                + " decode(repeat('00', 29), 'hex'))", device);
        accounts.update("insert into quarantine_count values (?, current_date - 32, 1, 0), (?, current_date - 1, 1, 0)",
                device, device);

        await(retention.run());

        assertThat(kept()).isEqualTo(1);
        assertThat(accounts.queryOne("select count(*) from quarantine_count where device_id = ?", device))
                .isEqualTo(1L);
    }

    @Test
    void aSuspectSaysNothingOfItsBody() {
        // All of what it says: an id may hold any digits.
        assertThat(new Suspect(device, QuarantineReason.UNREADABLE, NOW, Optional.empty(), BODY))
                .hasToString("Suspect[device=%s, reason=UNREADABLE, bytes=%d]", device, BODY.length);
    }

    private void keep(byte[] body, Optional<Instant> about) {
        await(quarantine.keep(new Suspect(device, QuarantineReason.OUT_OF_RANGE, NOW, about, body)));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }

    private long kept() {
        return (Long) accounts.queryOne("select count(*) from quarantine where device_id = ?", device);
    }

    private double kept(String reason) {
        return metrics.counter("rollcall.quarantine", "reason", reason, "outcome", "KEPT").count();
    }

    private Object one(String column) {
        return accounts.queryOne("select " + column + " from quarantine where device_id = ?", device);
    }

    private Object count(String column) {
        return accounts.queryOne(
                "select " + column + " from quarantine_count where device_id = ? and day = '2026-11-24'",
                device);
    }
}
