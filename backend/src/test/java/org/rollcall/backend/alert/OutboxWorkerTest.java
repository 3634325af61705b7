package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.ClockSkewConfig;
import org.rollcall.backend.platform.ClockWatch;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.TestClock;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Channel;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Severity;
import org.rollcall.notifications.fcm.FcmChannel;
import org.rollcall.notifications.loopback.Fault;
import org.rollcall.notifications.loopback.LoopbackFcmServer;
import org.rollcall.notifications.loopback.Received;

/** The whole way of a push, from the transaction of the fact to the phone, with the real SDK. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class OutboxWorkerTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String BEARER = "bearer-of-the-test";

    @Inject
    Alerts alerts;
    @Inject
    Outbox outbox;
    @Inject
    OutboxRouting routing;
    @Inject
    OutboxGauges gauges;
    @Inject
    ClockWatch watch;
    @Inject
    ClockSkewConfig skew;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    @ReactiveDataSource("worker")
    Pool pool;
    @Inject
    Vertx vertx;
    @Inject
    Accounts accounts;
    @Inject
    TestClock clock;
    @Inject
    MeterRegistry metrics;

    private LoopbackFcmServer google;
    private PushSettings settings;
    private FcmChannel channel;
    private OutboxWorker worker;
    private Office office;
    private UUID officer;
    private UUID phone;

    @BeforeEach
    void anOfficerWithAPhone() throws IOException {
        google = LoopbackFcmServer.start(0, BEARER);
        settings = PushSettings.loopback(google.endpoint(), BEARER);
        channel = (FcmChannel) PushChannel.of(settings);
        worker = worker(channel);
        // What other tests have left is not this one's business.
        accounts.update("update outbox set state = 'CANCELLED_BY_RESTORE', finished_at = now(), lease_owner = null,"
                + " lease_until = null where state = 'PENDING'");
        office = new Office(accounts);
        officer = office.officer();
        phone = register(officer, "phone-1");
    }

    @AfterEach
    void close() {
        worker.stop();
        channel.close();
        google.close();
        clock.reset();
    }

    @Test
    void anAlertReachesTheOfficersPhoneWithoutPersonalData() {
        raise(office.exit());

        round();

        var push = pushes(phone).get(0);
        assertThat(pushes(phone)).hasSize(1);
        assertThat(push.validateOnly()).isFalse();
        assertThat(push.message().get("data")).isEqualTo(Map.of("code", "ALERT_OPENED", "alertCode", "AREA_EXIT",
                "severity", "WARNING", "objectId", office.alert().toString(), "link", "/alerts/" + office.alert()));
        // Without the alert's own id, whose random digits may be anything.
        assertThat(push.message().toString().replace(office.alert().toString(), "")).doesNotContain(
                office.person.toString(), officer.toString(), office.office.toString(), "distance", "640", "Somebody",
                "lat", "lon");
        assertThat(ending(officer)).isEqualTo("SENT 1 DELIVERED");
        assertThat(delivery(phone)).isEqualTo("DELIVERED -");
    }

    @Test
    void nothingIsSentTwice() {
        raise(office.exit());
        round();

        clock.advance(Duration.ofHours(1));
        round();

        assertThat(pushes(phone)).hasSize(1);
    }

    @Test
    void aTransactionThatIsRolledBackSaysNothing() {
        assertThatThrownBy(() -> get(intake.withTransaction(tx -> alerts.raise(tx, List.of(office.exit()))
                .chain(() -> Uni.createFrom().<Void>failure(new IllegalArgumentException("the batch is broken"))))));

        round();

        assertThat(google.received()).isEmpty();
        assertThat(office.alerts()).isZero();
    }

    @Test
    void nodeWhoseClockIsOffSendsNothingAndLeavesItToTheOthers() {
        var off = new OutboxWorker(vertx, pool, routing, channel, settings, clock,
                new ClockWatch(pool, skew, clock), metrics);
        raise(office.exit());

        assertThat(get(off.round())).isZero();

        assertThat(pushes(phone)).isEmpty();
        round();
        assertThat(pushes(phone)).hasSize(1);
    }

    @Test
    void fromCommitToPushItTakesNoLongerThanALookAndASend() {
        worker.start();
        raise(office.exit());
        var committed = Instant.now();

        await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(15))
                .until(() -> !pushes(phone).isEmpty());

        // 1.5 s on an idle machine, where it looks each second. The rest is for a very busy one, and still less than what
        // any second chance takes: routing again 15 s, a retry 30 s, a lease 4 minutes.
        assertThat(Duration.between(committed, Instant.now())).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void everyPhoneOfAnOfficerGetsItAndOneThatIsGoneDoesNotStopTheOther() {
        var gone = register(officer, "phone-gone");
        google.answer(value(gone), Fault.UNREGISTERED);
        raise(office.exit());

        round();

        assertThat(pushes(phone)).hasSize(1);
        assertThat(ending(officer)).isEqualTo("SENT 1 DELIVERED");
        assertThat(delivery(gone)).isEqualTo("GONE -");
        assertThat(active(gone)).isFalse();
        assertThat(active(phone)).isTrue();
    }

    @Test
    void aRetryAfterPartialSuccessIsForThoseOnlyThatHaveNotHadIt() {
        var slow = register(officer, "phone-slow");
        google.answer(value(slow), Fault.QUOTA_EXCEEDED);
        raise(office.exit());
        round();
        assertThat(ending(officer)).isEqualTo("PENDING 1 QUOTA_EXCEEDED");
        google.answer(value(slow), null);

        clock.advance(Duration.ofMinutes(2));
        round();

        assertThat(pushes(phone)).hasSize(1);
        assertThat(pushes(slow)).hasSize(1);
        assertThat(ending(officer)).isEqualTo("SENT 2 DELIVERED");
    }

    @Test
    void aQuotaIsRespected() {
        google.answer(value(phone), Fault.QUOTA_EXCEEDED);
        raise(office.exit());
        round();
        google.answer(value(phone), null);

        clock.advance(Duration.ofSeconds(6));
        assertThat(round()).isZero();
        clock.advance(Duration.ofSeconds(6));
        assertThat(round()).isEqualTo(1);

        assertThat(pushes(phone)).hasSize(1);
    }

    @Test
    void eachErrorEndsAsDocumented() {
        var faults = Map.of(Fault.UNREGISTERED, "NO_REGISTRATION 1 NO_REGISTRATION", Fault.SENDER_ID_MISMATCH,
                "NO_REGISTRATION 1 NO_REGISTRATION", Fault.INVALID_ARGUMENT, "DEAD 1 INVALID_ARGUMENT",
                Fault.QUOTA_EXCEEDED, "PENDING 1 QUOTA_EXCEEDED", Fault.UNAVAILABLE, "PENDING 1 UNAVAILABLE",
                Fault.BAD_GATEWAY_HTML, "PENDING 1 NO_CODE");
        var officers = faults.keySet().stream().collect(Collectors.toMap(fault -> fault, fault -> {
            var each = office.officer();
            google.answer(value(register(each, "phone-" + fault)), fault);
            return each;
        }));
        double dead = ended("DEAD");
        raise(office.exit());

        round();

        faults.forEach((fault, expected) -> assertThat(ending(officers.get(fault))).as(fault.name())
                .isEqualTo(expected));
        assertThat(ended("DEAD")).isEqualTo(dead + 1);
        assertThat(List.of(Fault.UNREGISTERED, Fault.SENDER_ID_MISMATCH)).allSatisfy(
                fault -> assertThat(activePhones(officers.get(fault))).isZero());
        assertThat(List.of(Fault.INVALID_ARGUMENT, Fault.QUOTA_EXCEEDED, Fault.UNAVAILABLE, Fault.BAD_GATEWAY_HTML))
                .allSatisfy(fault -> assertThat(activePhones(officers.get(fault))).isEqualTo(1));
    }

    @Test
    void refusedCredentialsWaitForTheOperatorAndAreCounted() {
        try (var wrong = (FcmChannel) PushChannel.of(PushSettings.loopback(google.endpoint(), "another"))) {
            raise(office.exit());

            get(worker(wrong).round());

            assertThat(ending(officer)).isEqualTo("PENDING 1 CREDENTIALS_REFUSED");
            assertThat(metrics.get("rollcall.push.deliveries").tag("reason", "CREDENTIALS_REFUSED")
                    .tag("channel", "fcm").tag("result", "RETRY").counter().count()).isPositive();
        }
        assertThat(active(phone)).isTrue();
    }

    @Test
    void aNodeThatDiesBetweenSendingAndRecordingCausesOneMorePushAfterItsLease() {
        raise(office.exit());
        var dying = new OutboxLeases(pool, "dying");
        var delivery = new OutboxDelivery(channel, dying, LONG_ENOUGH, clock, metrics, Runnable::run);
        var leased = get(dying.take(10, clock.instant(), settings.lease()));
        get(delivery.send(leased.get(0)));

        assertThat(round()).isZero();
        clock.advance(settings.lease());
        assertThat(round()).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(round()).isZero();

        assertThat(pushes(phone)).hasSize(2).allSatisfy(push -> assertThat(android(push, "collapse_key"))
                .isEqualTo("AREA_EXIT:" + office.alert()));
        assertThat(ending(officer)).isEqualTo("SENT 2 DELIVERED");
    }

    @Test
    void whoComesBackAfterTheLeaseChangesNothing() {
        raise(office.exit());
        var late = new OutboxLeases(pool, "late");
        var leased = get(late.take(10, clock.instant(), settings.lease())).get(0);
        clock.advance(settings.lease());
        round();

        var held = get(late.give(leased, Ending.in(Ending.State.DEAD, "TOO_LATE"), List.of(), "fcm",
                clock.instant()));

        assertThat(held).isFalse();
        assertThat(ending(officer)).isEqualTo("SENT 2 DELIVERED");
    }

    @Test
    void whatALateNodeHasSentIsNotSentAgain() {
        raise(office.exit());
        var late = new OutboxLeases(pool, "late");
        var leased = get(late.take(10, clock.instant(), Duration.ofSeconds(10))).get(0);
        var delivery = new OutboxDelivery(channel, late, LONG_ENOUGH, clock, metrics, Runnable::run);
        var tried = get(delivery.send(leased));
        clock.advance(Duration.ofSeconds(10));
        google.answer(value(phone), Fault.QUOTA_EXCEEDED);
        round();
        get(late.give(leased, delivery.ending(leased, tried), tried, "fcm", clock.instant()));
        google.answer(value(phone), null);

        clock.advance(Duration.ofMinutes(5));
        round();

        assertThat(pushes(phone)).hasSize(1);
        assertThat(ending(officer)).isEqualTo("SENT 3 DELIVERED");
    }

    @Test
    void twoWorkersAtOnceSendEachMessageOnce() {
        raise(Stream.generate(office::supervisee).limit(60).map(person -> new Cause(person,
                AlertCode.SILENT, "", Severity.WARNING, Office.NOON,
                new JsonObject())).toArray(Cause[]::new));
        var other = worker(channel);

        var rounds = Uni.join().all(worker.round(), other.round(), worker.round(), other.round()).andFailFast();

        assertThat(get(rounds).stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
        assertThat(pushes(phone)).hasSize(60).extracting(push -> push.message().get("data")).doesNotHaveDuplicates();
    }

    @Test
    void aMessageThatIsTooLateIsNotSentAndSaysSo() {
        put(officer, Message.burstRequest(UUID.randomUUID(), Duration.ofMinutes(2)));

        clock.advance(Duration.ofMinutes(2));
        round();

        assertThat(google.received()).isEmpty();
        assertThat(ending(officer)).isEqualTo("EXPIRED 1 EXPIRED");
    }

    @Test
    void aMessageThatComesLateIsHeldOnlyForWhatIsLeftOfItsLife() {
        put(officer, Message.burstRequest(UUID.randomUUID(), Duration.ofMinutes(2)));

        clock.advance(Duration.ofSeconds(90));
        round();

        assertThat(Double.parseDouble(android(pushes(phone).get(0), "ttl").replace("s", ""))).isBetween(20.0, 30.0);
    }

    @Test
    void whoHasNoPhoneFindsTheMessageInTheInboxAndItIsNotCalledSent() {
        var without = office.officer();
        raise(office.exit());

        round();

        assertThat(ending(without)).isEqualTo("NO_REGISTRATION 1 NO_REGISTRATION");
        assertThat(office.said(without)).isEqualTo("ALERT_OPENED");
    }

    @Test
    void aDisabledAccountIsNotPushedTo() {
        raise(office.exit());
        accounts.update("update account set disabled_at = now() where id = ?", officer);

        round();

        assertThat(google.received()).isEmpty();
        assertThat(ending(officer)).isEqualTo("NO_REGISTRATION 1 NO_REGISTRATION");
    }

    @Test
    void aMessageToNobodyGoesToWhoeverComesOnPost() {
        var lonely = new Office(accounts);
        raise(lonely.exit());
        round();
        var first = lonely.officer();
        var second = lonely.officer();
        var itsPhone = register(first, "phone-of-the-first");

        clock.advance(settings.routeAgainAfter());
        round();

        assertThat(lonely.said(first)).isEqualTo("ALERT_OPENED");
        assertThat(lonely.said(second)).isEqualTo("ALERT_OPENED");
        assertThat(pushes(itsPhone)).hasSize(1);
        assertThat(accounts.queryOne("select state from outbox where alert_id = ? and account_id is null",
                lonely.alert())).isEqualTo("ROUTED");
    }

    @Test
    void aMessageToNobodyAboutAClosedAlertIsOver() {
        var lonely = new Office(accounts);
        raise(lonely.exit());
        accounts.update("update alert set handling = 'CLOSED' where id = ?", lonely.alert());
        var late = lonely.officer();

        round();

        assertThat(lonely.said(late)).isNull();
        assertThat(accounts.queryOne("select state || ' ' || last_result from outbox where alert_id = ?",
                lonely.alert())).isEqualTo("EXPIRED ALERT_CLOSED");
    }

    @Test
    void whatARestoreHasHeldBackIsNotSent() {
        raise(office.exit());
        accounts.update("update outbox set state = 'CANCELLED_BY_RESTORE', finished_at = now() where account_id = ?",
                officer);

        clock.advance(Duration.ofDays(1));
        round();

        assertThat(google.received()).isEmpty();
    }

    @Test
    void afterTheLastAttemptItIsADeadLetter() {
        google.answer(value(phone), Fault.QUOTA_EXCEEDED);
        raise(office.exit());
        accounts.update("update outbox set attempt = 19 where account_id = ?", officer);

        round();

        assertThat(ending(officer)).isEqualTo("DEAD 20 QUOTA_EXCEEDED");
        assertThat(delivery(phone)).isEqualTo("GIVEN_UP QUOTA_EXCEEDED");
    }

    @Test
    void aMessageThatKillsEveryNodeIsADeadLetterInTheEnd() {
        raise(office.exit());
        accounts.update("update outbox set attempt = 20 where account_id = ?", officer);

        round();

        assertThat(google.received()).isEmpty();
        assertThat(ending(officer)).isEqualTo("DEAD 21 ATTEMPTS_EXHAUSTED");
    }

    @Test
    void aMessageOfAnotherVersionWaitsForItsNodeAndStopsNobody() {
        raise(office.exit());
        var unreadable = unreadable(officer, null);
        assertThat(round()).isEqualTo(2);
        assertThat(pushes(phone)).hasSize(1);
        assertThat(result(unreadable)).isEqualTo("PENDING UNREADABLE");
        accounts.update("update outbox set attempt = 19 where id = ?", unreadable);

        clock.advance(Duration.ofHours(2));
        round();

        assertThat(result(unreadable)).isEqualTo("DEAD UNREADABLE");
    }

    @Test
    void aMessageOfAnotherVersionToNobodyIsRoutedAsItIs() {
        var lonely = new Office(accounts);
        raise(lonely.exit());
        unreadable(null, lonely.alert());
        var late = lonely.officer();

        round();

        assertThat(lonely.said(late)).isEqualTo("ALERT_OPENED FROM_THE_FUTURE");
    }

    @Test
    void aChannelThatNeverAnswersIsWaitedForNoLongerThanTheLease() {
        var silent = new SilentChannel();
        var leases = new OutboxLeases(pool, "patient");
        raise(office.exit());
        var leased = get(leases.take(1, clock.instant(), settings.lease())).get(0);

        get(new OutboxDelivery(silent, leases, Duration.ofMillis(50), clock, metrics, Runnable::run).deliver(leased));

        assertThat(ending(officer)).isEqualTo("PENDING 1 TIMEOUT");
    }

    @Test
    void resultsThatComeOnThreadsOfTheChannelGoOnInTheWorkersContext() {
        raise(office.exit());
        var leases = new OutboxLeases(pool, "hopping");
        var leased = get(leases.take(1, clock.instant(), settings.lease())).get(0);
        var context = vertx.getOrCreateContext();
        var delivery = new OutboxDelivery(channel, leases, LONG_ENOUGH, clock, metrics,
                work -> context.runOnContext(nothing -> work.run()));

        var thread = get(delivery.send(leased).map(tried -> Thread.currentThread().getName()));

        assertThat(thread).startsWith("vert.x-eventloop");
    }

    @Test
    void aPhoneThatRegistersAnewWhileItsOldSelfIsGoneStays() {
        raise(office.exit());
        var leases = new OutboxLeases(pool, "slow");
        var leased = get(leases.take(1, clock.instant(), settings.lease())).get(0);
        accounts.update("update registration set registered_at = now() + interval '1 s' where id = ?", phone);

        get(leases.give(leased, Ending.in(Ending.State.NO_REGISTRATION, "NO_REGISTRATION"),
                List.of(new Tried(leased.phones().get(0), new DeliveryResult.RegistrationGone())),
                "fcm", clock.instant()));

        assertThat(active(phone)).isTrue();
    }

    @Test
    void anOperatorSeesHowMuchWaitsAndForHowLong() {
        google.answer(value(phone), Fault.QUOTA_EXCEEDED);
        raise(office.exit());
        round();
        clock.advance(Duration.ofMinutes(10));

        get(gauges.read());

        assertThat(metrics.get("rollcall.outbox.pending").gauge().value()).isPositive();
        assertThat(metrics.get("rollcall.outbox.oldest.seconds").gauge().value()).isGreaterThanOrEqualTo(600);
        assertThat(metrics.get("rollcall.outbox.dead.letters").gauge().value()).isNotNegative();
    }

    private OutboxWorker worker(Channel through) {
        return new OutboxWorker(vertx, pool, routing, through, settings, clock, watch, metrics);
    }

    private int round() {
        return get(worker.round());
    }

    private void raise(Cause... causes) {
        get(intake.withTransaction(tx -> alerts.raise(tx, List.of(causes))));
    }

    private void put(UUID account, Message message) {
        get(intake.withTransaction(tx -> outbox.put(tx, List.of(Letter.to(account, message)))));
    }

    private static <T> T get(Uni<T> work) {
        return work.await().atMost(LONG_ENOUGH);
    }

    private UUID register(UUID account, String name) {
        var id = UUID.randomUUID();
        accounts.update("insert into registration (id, account_id, kind, value, registered_at)"
                + " values (?, ?, 'FCM_TOKEN', ?, now())", id, account, name + "-" + id);
        return id;
    }

    private String value(UUID registration) {
        return (String) accounts.queryOne("select value from registration where id = ?", registration);
    }

    private boolean active(UUID registration) {
        return accounts.queryOne("select disabled_at from registration where id = ?", registration) == null;
    }

    private long activePhones(UUID account) {
        return office.count("select count(*) from registration where account_id = ? and disabled_at is null", account);
    }

    private List<Received> pushes(UUID registration) {
        var target = value(registration);
        return google.received().stream().filter(push -> push.target().equals(target)).toList();
    }

    private UUID unreadable(UUID account, UUID alert) {
        var id = UUID.randomUUID();
        accounts.update("insert into outbox (id, account_id, alert_id, message, next_at, created_at)"
                + " values (?, ?, ?, '{\"code\": \"FROM_THE_FUTURE\"}', '2020-01-01', now())", id, account, alert);
        return id;
    }

    private String result(UUID message) {
        return (String) accounts.queryOne("select state || ' ' || last_result from outbox where id = ?", message);
    }

    private static String android(Received push, String field) {
        return ((Map<?, ?>) push.message().get("android")).get(field).toString();
    }

    /** State, attempts and result of the account's only message. */
    private String ending(UUID account) {
        return (String) accounts.queryOne("select state || ' ' || attempt || ' ' || last_result from outbox"
                + " where account_id = ?", account);
    }

    private String delivery(UUID registration) {
        return (String) accounts.queryOne("select state || ' ' || coalesce(reason, '-') from delivery"
                + " where registration_id = ?", registration);
    }

    private double ended(String state) {
        return metrics.find("rollcall.outbox.ended").tag("state", state).counters().stream()
                .mapToDouble(Counter::count).sum();
    }
}
