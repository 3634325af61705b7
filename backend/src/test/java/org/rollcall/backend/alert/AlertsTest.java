package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AlertsTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    @Inject
    Alerts alerts;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;
    @Inject
    Accounts accounts;

    private Office office;

    @BeforeEach
    void anOffice() {
        office = new Office(accounts);
    }

    @Test
    void aCauseOpensAnAlertAndTellsEveryOfficerOfTheOffice() {
        var first = office.officer();
        var second = office.officer();
        var county = office.countyOfficer();

        raise(office.exit());

        assertThat(office.history()).isEqualTo("OPENED");
        assertThat(office.said(first)).isEqualTo("ALERT_OPENED");
        assertThat(office.said(second)).isEqualTo("ALERT_OPENED");
        assertThat(office.said(county)).isNull();
    }

    @Test
    void furtherEvidenceAttachesAndIsNotTold() {
        var officer = office.officer();
        raise(office.exit());

        raise(office.exit(Severity.WARNING, Office.NOON.plusSeconds(60)));

        assertThat(office.alerts()).isEqualTo(1);
        assertThat(office.history()).isEqualTo("OPENED EVIDENCE");
        assertThat(office.said(officer)).isEqualTo("ALERT_OPENED");
    }

    @Test
    void aClearedAlertThatComesBackIsToldAgain() {
        var officer = office.officer();
        raise(office.exit());
        clear();

        raise(office.exit());

        assertThat(office.alerts()).isEqualTo(1);
        assertThat(office.history()).isEqualTo("OPENED CLEARED REACTIVATED");
        assertThat(office.said(officer)).isEqualTo("ALERT_OPENED ALERT_REACTIVATED");
        assertThat(accounts.queryOne("select condition from alert where id = ?", office.alert())).isEqualTo("ACTIVE");
    }

    @Test
    void growingSeverityIsToldAndNeverShrinks() {
        var officer = office.officer();
        raise(office.exit());

        raise(office.exit(Severity.CRITICAL, Office.NOON.plusSeconds(60)));
        raise(office.exit(Severity.WARNING, Office.NOON.plusSeconds(120)));

        assertThat(office.said(officer)).isEqualTo("ALERT_OPENED ALERT_WORSENED");
        assertThat(accounts.queryOne("select severity from alert where id = ?", office.alert())).isEqualTo("CRITICAL");
    }

    @Test
    void aClosedAlertIsFollowedByANewOne() {
        raise(office.exit());
        accounts.update("update alert set handling = 'CLOSED' where id = ?", office.alert());

        raise(office.exit());

        assertThat(office.alerts()).isEqualTo(2);
    }

    @Test
    void clearingWhatIsNotOpenDoesNothing() {
        clear();

        assertThat(office.alerts()).isZero();
    }

    @Test
    void clearingTwiceIsOneEntry() {
        raise(office.exit());

        clear();
        clear();

        assertThat(office.history()).isEqualTo("OPENED CLEARED");
    }

    @Test
    void concurrentOpenersEndWithOneAlertAndLoseNoEvidence() {
        var officer = office.officer();

        var openers = IntStream.range(0, 12)
                .mapToObj(i -> in(i % 2 == 0 ? intake : worker, tx -> alerts.raise(tx, List.of(office.exit())))
                        .subscribeAsCompletionStage())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(openers).orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();

        assertThat(office.alerts()).isEqualTo(1);
        assertThat(office.history().split(" ")).hasSize(12).startsWith("OPENED");
        assertThat(office.said(officer)).isEqualTo("ALERT_OPENED");
    }

    @Test
    void theSecondOpenerWaitsForTheFirstAndOpensWhenThatIsRolledBack() {
        var second = new CompletableFuture<Void>();

        assertThatThrownBy(() -> await(in(intake, tx -> alerts.raise(tx, List.of(office.exit())).invoke(() -> {
            in(worker, other -> alerts.raise(other, List.of(office.exit()))).subscribe().with(second::complete,
                    second::completeExceptionally);
        }).chain(() -> Uni.createFrom().<Void>failure(new IllegalArgumentException("the batch is broken"))))))
                .hasMessageContaining("broken");
        second.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();

        assertThat(office.alerts()).isEqualTo(1);
        assertThat(office.history()).isEqualTo("OPENED");
    }

    @Test
    void batchesOverTheSamePeopleInAnyOrderNeverWaitInACircle() {
        var people = Stream.generate(office::supervisee).limit(20).toList();
        var forward = causes(people);
        var backward = causes(Stream.iterate(19, i -> i - 1).limit(20).map(people::get).toList());

        var batches = IntStream.range(0, 10)
                .mapToObj(i -> in(i % 2 == 0 ? intake : worker, tx -> alerts.raise(tx, i % 2 == 0 ? forward : backward))
                        .subscribeAsCompletionStage())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(batches).orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();

        assertThat(office.count("select count(*) from alert where unit_id = ?", office.office)).isEqualTo(20);
        assertThat(office.count("select count(*) from alert_entry e join alert a on a.id = e.alert_id"
                + " where a.unit_id = ?", office.office)).isEqualTo(200);
    }

    @Test
    void whereTheOfficeHasNobodyTheCountyIsToldAndNeverAnAdmin() {
        var county = office.countyOfficer();
        var admin = UUID.fromString(accounts.staff("ADMIN", office.office));

        raise(office.exit());

        assertThat(office.said(county)).isEqualTo("ALERT_OPENED");
        assertThat(office.said(admin)).isNull();
    }

    @Test
    void whoIsOnDutyInTheCountyIsToldBesideTheOfficersOfTheOffice() {
        var officer = office.officer();
        var onDuty = UUID.fromString(office.accounts.staff("DUTY_OFFICER", office.county));
        var tomorrow = UUID.fromString(office.accounts.staff("DUTY_OFFICER", office.county));
        office.accounts.update("update post set valid = tstzrange('2099-01-01', null) where account_id = ?", tomorrow);

        raise(office.exit());

        assertThat(office.said(officer)).isEqualTo("ALERT_OPENED");
        assertThat(office.said(onDuty)).isEqualTo("ALERT_OPENED");
        assertThat(office.said(tomorrow)).isNull();
    }

    @Test
    void aPostThatHasEndedAndADisabledAccountAreNobody() {
        var gone = office.officer();
        accounts.update("update post set valid = tstzrange('2020-01-01', '2021-01-01') where account_id = ?", gone);
        var disabled = office.officer();
        accounts.update("update account set disabled_at = now() where id = ?", disabled);
        var county = office.countyOfficer();

        raise(office.exit());

        assertThat(office.said(gone)).isNull();
        assertThat(office.said(disabled)).isNull();
        assertThat(office.said(county)).isEqualTo("ALERT_OPENED");
    }

    @Test
    void anAlertThatHasNobodyStillHasItsRowInTheOutbox() {
        raise(office.exit());

        assertThat(office.count("select count(*) from outbox where alert_id = ? and account_id is null",
                office.alert())).isEqualTo(1);
    }

    @Test
    void theMessageHoldsCodesAndTheAlertsIdOnly() {
        var officer = office.officer();

        raise(office.exit());

        var message = new JsonObject(accounts.queryOne("select message::text from outbox where account_id = ?", officer)
                .toString());
        assertThat(message.fieldNames()).containsExactlyInAnyOrder("code", "alertCode", "severity", "objectId", "link",
                "ttlSeconds", "collapseKey", "language");
        assertThat(message.encode()).doesNotContain(office.person.toString(), "distance");
    }

    @Test
    void aFactHoldsNoPlace() {
        assertThatThrownBy(() -> new Cause(office.person, AlertCode.AREA_EXIT, "PHONE", Severity.WARNING, Office.NOON,
                new JsonObject().put("lat", 30.0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void somebodyUnknownHasNoAlert() {
        var unknown = new Cause(UUID.randomUUID(), AlertCode.SILENT, "", Severity.INFORMATION, Office.NOON,
                new JsonObject());

        assertThatThrownBy(() -> raise(unknown)).isInstanceOf(IllegalStateException.class);
    }

    private static List<Cause> causes(List<UUID> people) {
        return people.stream().map(person -> new Cause(person, AlertCode.CHECKIN_MISSED, "slot", Severity.WARNING,
                Office.NOON, new JsonObject())).toList();
    }

    private void raise(Cause cause) {
        await(in(intake, tx -> alerts.raise(tx, List.of(cause))));
    }

    private void clear() {
        await(in(worker, tx -> alerts.clear(tx, office.person, AlertCode.AREA_EXIT, "PHONE",
                Office.NOON.plusSeconds(30), new JsonObject())));
    }

    private static <T> Uni<T> in(Pool pool, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(LONG_ENOUGH);
    }
}
