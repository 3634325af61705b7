package org.rollcall.backend.travel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.area.HomeAreas;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.geofence.Rule;
import org.rollcall.geofence.Rulebook;
import org.rollcall.geofence.WgsCoordinate;

/** What the kernel is fed with: home areas and permissions, valid and known when they were. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RulesTest {

    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final WgsCoordinate AT_HOME = new WgsCoordinate(30.5, 110.5);
    private static final WgsCoordinate IN_THE_CITY = new WgsCoordinate(35.5, 115.5);
    private static final WgsCoordinate AT_THE_CLINIC = new WgsCoordinate(36, 118);

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;
    @Inject
    HomeAreas homes;
    @Inject
    Permissions permissions;
    @Inject
    Pool api;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;

    private UUID unit;
    private UUID person;
    private UUID county;
    private UUID city;

    @BeforeEach
    void somebodyAtHome() {
        unit = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        person = accounts.takenIn(unit);
        county = areas.square(110, 30, 1);
        city = areas.square(115, 35, 1);
        areas.home(person, county);
    }

    @Test
    void everyRoleThatJudgesReadsTheSameRules() throws Throwable {
        areas.permission(person, city, MARCH, MARCH.plus(DAY));
        var officer = accounts.staff("OFFICER", unit);

        var forIntake = rules(intake, null, person);
        var forWorker = rules(worker, null, person);
        var forApi = rules(api, officer, person);

        assertThat(forIntake).hasSize(2).isEqualTo(forWorker).isEqualTo(forApi);
    }

    @Test
    void outOfScopeThereAreNoRules() throws Throwable {
        areas.permission(person, city, MARCH, MARCH.plus(DAY));
        var stranger = accounts.staff("OFFICER", accounts.unit(accounts.province(), "PREFECTURE", "There"));

        assertThat(rules(api, stranger, person)).isEmpty();
        assertThat(rules(api, null, person)).isEmpty();
    }

    @Test
    void everybodyWhoLivesThereSharesOneCompiledArea() throws Throwable {
        var neighbour = accounts.takenIn(unit);
        areas.home(neighbour, county);

        var together = inTransaction(intake, null, transaction -> homes.rules(transaction, List.of(person, neighbour)));
        var later = inTransaction(worker, null, transaction -> homes.rules(transaction, List.of(neighbour)));

        assertThat(together.get(person).get(0).area()).isSameAs(together.get(neighbour).get(0).area())
                .isSameAs(later.get(neighbour).get(0).area());
    }

    @Test
    void somebodyWithoutRulesHasAnEmptyList() throws Throwable {
        var nobody = UUID.randomUUID();

        var found = inTransaction(intake, null, transaction -> homes.rules(transaction, List.of(nobody)));

        assertThat(found).containsOnlyKeys(nobody).containsEntry(nobody, List.of());
    }

    @Test
    void aFixIsJudgedByTheBoundaryOfItsTimeAsKnownThen() throws Throwable {
        // In April the county is known to have moved on the first of March.
        areas.version(county, 2, 112, 30, 1, MARCH, MARCH.plus(DAY.multipliedBy(31)));
        var april = MARCH.plus(DAY.multipliedBy(31));

        var asKnownInMarch = book(MARCH.plus(DAY));
        var asKnownInApril = book(april);

        assertThat(asKnownInMarch.at(MARCH.plus(DAY)).permits(AT_HOME)).isTrue();
        assertThat(asKnownInApril.at(MARCH.plus(DAY)).permits(AT_HOME)).isFalse();
        assertThat(asKnownInApril.at(MARCH.minus(DAY)).permits(AT_HOME)).isTrue();
        assertThat(asKnownInApril.at(MARCH).permits(new WgsCoordinate(30.5, 112.5))).isTrue();
    }

    @Test
    void aCircleIsAnAreaToo() throws Throwable {
        areas.permission(person, areas.circle(118, 36, 500), MARCH, MARCH.plus(DAY));

        assertThat(book(MARCH).at(MARCH).permits(AT_THE_CLINIC)).isTrue();
        assertThat(book(MARCH).at(MARCH).permits(new WgsCoordinate(36.01, 118))).isFalse();
    }

    /** DOMAIN section 11, case 2. */
    @Test
    void case2PermissionUntil24HoursHoldsOneSecondBeforeMidnightAndNotAtMidnight() throws Throwable {
        var midnightInShanghai = Instant.parse("2026-03-05T16:00:00Z");
        areas.permission(person, city, MARCH, midnightInShanghai);

        var book = book(midnightInShanghai.plus(HOUR));

        assertThat(book.at(Instant.parse("2026-03-05T15:59:59Z")).permits(IN_THE_CITY)).isTrue();
        assertThat(book.at(midnightInShanghai.minusNanos(1_000)).permits(IN_THE_CITY)).isTrue();
        assertThat(book.at(midnightInShanghai).permits(IN_THE_CITY)).isFalse();
    }

    /** DOMAIN section 11, case 3. */
    @Test
    void case3OfTwoOverlappingPermissionsOneIsRevokedWhileThePersonIsAway() throws Throwable {
        var revokedAt = MARCH.plus(DAY);
        var revoked = areas.permission(person, city, MARCH, MARCH.plus(DAY.multipliedBy(5)));
        areas.permission(person, areas.circle(118, 36, 500), MARCH.plus(HOUR), MARCH.plus(DAY.multipliedBy(3)));
        areas.revoke(revoked, revokedAt, revokedAt);

        var before = book(revokedAt.minus(HOUR));
        var after = book(revokedAt);

        assertThat(before.at(revokedAt.plus(HOUR)).permits(IN_THE_CITY)).isTrue();
        assertThat(after.at(revokedAt.minus(HOUR)).permits(IN_THE_CITY)).isTrue();
        assertThat(after.at(revokedAt).permits(IN_THE_CITY)).isFalse();
        assertThat(after.at(revokedAt.plus(HOUR)).permits(AT_THE_CLINIC)).isTrue();
    }

    @Test
    void aPermissionRevokedWholeIsNoRuleAnyMore() throws Throwable {
        var permission = areas.permission(person, city, MARCH, MARCH.plus(DAY));
        areas.revoke(permission, MARCH.minus(DAY), MARCH.plus(HOUR));

        assertThat(book(MARCH).at(MARCH).permits(IN_THE_CITY)).isTrue();
        assertThat(book(MARCH.plus(HOUR)).at(MARCH).permits(IN_THE_CITY)).isFalse();
    }

    @Test
    void onTheWayThePersonMayBeAnywhereForTheTimeAllowed() throws Throwable {
        var permission = areas.permission(person, city, MARCH, MARCH.plus(DAY.multipliedBy(3)));
        accounts.update("update permission set transit_out_seconds = 3600, transit_back_seconds = 7200 where id = ?",
                permission);
        var onTheWay = new WgsCoordinate(33, 113);

        var book = book(MARCH);

        assertThat(book.at(MARCH.plus(HOUR).minusSeconds(1)).permits(onTheWay)).isTrue();
        assertThat(book.at(MARCH.plus(HOUR)).permits(onTheWay)).isFalse();
        assertThat(book.at(MARCH.plus(DAY.multipliedBy(3)).minus(HOUR)).permits(onTheWay)).isTrue();
    }

    private Rulebook book(Instant knownAt) throws Throwable {
        return Rulebook.of(1, rules(worker, null, person), knownAt);
    }

    private List<Rule> rules(Pool pool, String account, UUID somebody) throws Throwable {
        return inTransaction(pool, account, transaction -> homes.rules(transaction, List.of(somebody))
                .chain(found -> permissions.rules(transaction, List.of(somebody)).map(more -> {
                    List<Rule> all = new ArrayList<>(found.get(somebody));
                    all.addAll(more.get(somebody));
                    return all;
                })));
    }

    private static <T> T inTransaction(Pool pool, String account,
            java.util.function.Function<SqlConnection, Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> pool.withTransaction(transaction -> transaction
                .preparedQuery("select set_config('rollcall.account_id', $1, true)")
                .execute(Tuple.of(account == null ? "" : account)).chain(() -> work.apply(transaction))));
    }
}
