package org.rollcall.backend.location.dialect;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** The table of CLIENTS section 8, cell by cell: no client loses data by an answer. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AnswerTableTest {

    private static final String BASE = "/api/v1/ingest/";
    private static final String SECONDS = "[1-9][0-9]*";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    SenderLimit limit;
    @Inject
    TestClock clock;

    /** A column: how its client sends, and what it needs to hear. */
    enum Column {
        OWNTRACKS("[]", 503, 401, 503), OSMAND("", 503, 404, 503), TRANSISTORSOFT("{}", 401, 401, 429), OVERLAND(
                "{\"result\":\"ok\"}", 401, 401, 429), GPSLOGGER("", 401, 401, 429);

        private final String taken;
        private final int expired;
        private final int unknown;
        private final int tooFast;

        Column(String taken, int expired, int unknown, int tooFast) {
            this.taken = taken;
            this.expired = expired;
            this.unknown = unknown;
            this.tooFast = tooFast;
        }

        Function<UUID, People.ForeignPhone> phone(People people) {
            return switch (this) {
                case OWNTRACKS -> people::ownTracks;
                case OSMAND -> people::traccar;
                case TRANSISTORSOFT -> people::transistorsoft;
                case OVERLAND -> people::overland;
                case GPSLOGGER -> people::gpsLogger;
            };
        }

        Response send(People.ForeignPhone phone, Instant at, double lat) {
            var seconds = at.getEpochSecond();
            return switch (this) {
                case OWNTRACKS -> given().auth().preemptive().basic(phone.device().toString(), phone.secret())
                        .body("{\"_type\":\"location\",\"tid\":\"lq\",\"lat\":" + lat + ",\"lon\":116.3521,\"tst\":"
                                + seconds + "}")
                        .post(BASE + "owntracks");
                case OSMAND -> given().get(BASE + "osmand/" + phone.secret() + "?lat=" + lat
                        + "&lon=116.3521&timestamp=" + seconds);
                case TRANSISTORSOFT -> given().auth().oauth2(phone.secret())
                        .body("{\"location\":{\"timestamp\":\"" + at + "\",\"coords\":{\"latitude\":" + lat
                                + ",\"longitude\":116.3521}}}")
                        .post(BASE + "transistorsoft");
                case OVERLAND -> given().auth().oauth2(phone.secret())
                        .body("{\"locations\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[116.3521," + lat
                                + "]},\"properties\":{\"timestamp\":\"" + at + "\"}}]}")
                        .post(BASE + "overland");
                case GPSLOGGER -> given().auth().preemptive().basic(phone.device().toString(), phone.secret())
                        .body("lat=" + lat + "&lon=116.3521&timestamp=" + seconds).post(BASE + "gpslogger");
            };
        }
    }

    /** A row: what is the matter, and what must be answered. */
    enum Situation {
        STORED, DUPLICATE, UNREADABLE, DATABASE_DOWN, NO_DATABASE_FOR_THE_UNREADABLE, OUTSIDE_COLLECTION, EXPIRED, UNKNOWN, REVOKED, TOO_FAST;

        int status(Column column) {
            return switch (this) {
                case STORED, DUPLICATE, UNREADABLE, OUTSIDE_COLLECTION -> 200;
                case DATABASE_DOWN, NO_DATABASE_FOR_THE_UNREADABLE -> 503;
                case EXPIRED -> column.expired;
                case UNKNOWN, REVOKED -> column.unknown;
                case TOO_FAST -> column.tooFast;
            };
        }
    }

    private UUID person;
    private Instant now;

    @BeforeEach
    void somebody() {
        person = people.takenIn();
        now = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 5);
    }

    @AfterEach
    void asBefore() {
        clock.reset();
        accounts.update("grant insert on fix, quarantine to rollcall_intake");
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Situation.values()).flatMap(
                situation -> Arrays.stream(Column.values()).map(column -> Arguments.of(situation, column)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void eachClientHearsWhatItNeeds(Situation situation, Column column) {
        var phone = prepared(situation, column);
        double lat = situation == Situation.UNREADABLE || situation == Situation.NO_DATABASE_FOR_THE_UNREADABLE
                ? 91.5
                : 39.9417;

        var answer = column.send(phone, now, lat);

        assertThat(answer.statusCode()).isEqualTo(situation.status(column));
        if (answer.statusCode() == 200) {
            assertThat(answer.asString()).isEqualTo(column.taken);
        } else {
            assertThat(answer.contentType()).startsWith("application/problem+json");
        }
        if (answer.statusCode() == 503 || answer.statusCode() == 429) {
            assertThat(answer.header("Retry-After")).matches(SECONDS);
        }
        assertThat(fixes()).isEqualTo(situation == Situation.STORED || situation == Situation.DUPLICATE ? 1 : 0);
        assertThat(accounts.queryOne("select count(*) from quarantine q join device d on d.id = q.device_id"
                + " where d.supervisee_id = ?", person)).isEqualTo(situation == Situation.UNREADABLE ? 1L : 0L);
    }

    static Stream<Arguments> routesOfOthers() {
        return Arrays.stream(Column.values()).flatMap(own -> Arrays.stream(Column.values())
                .filter(other -> other != own).map(other -> Arguments.of(own, other)));
    }

    @ParameterizedTest
    @MethodSource("routesOfOthers")
    void aCredentialIsUnknownOnTheRoutesOfOtherApps(Column own, Column other) {
        var phone = own.phone(people).apply(person);

        var answer = other.send(phone, now, 39.9417);

        assertThat(answer.statusCode()).isEqualTo(other.unknown);
        assertThat(fixes()).isZero();
        own.send(phone, now, 39.9417).then().statusCode(200);
        assertThat(fixes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aCredentialOfAnotherAppIsNoneOfOurOwnClient(Column own) {
        var phone = own.phone(people).apply(person);
        own.send(phone, now, 39.9417).then().statusCode(200);

        given().auth().oauth2(phone.secret()).contentType("application/json")
                .body("{\"fixes\":[{\"fixedAt\":\"" + now.minusSeconds(9) + "\",\"lon\":116.3521,\"lat\":39.9417}]}")
                .post("/api/v1/me/fixes").then().statusCode(401);

        assertThat(fixes()).isEqualTo(1);
    }

    private People.ForeignPhone prepared(Situation situation, Column column) {
        if (situation == Situation.OUTSIDE_COLLECTION) {
            person = accounts.supervisee(people.office());
            accounts.update("insert into standing (supervisee_id, device_kind) values (?, 'PHONE')", person);
        }
        var phone = column.phone(people).apply(person);
        switch (situation) {
            case DUPLICATE -> column.send(phone, now, 39.9417).then().statusCode(200);
            case DATABASE_DOWN -> accounts.update("revoke insert on fix from rollcall_intake");
            case NO_DATABASE_FOR_THE_UNREADABLE -> accounts.update("revoke insert on quarantine from rollcall_intake");
            case EXPIRED -> expire(phone, column);
            case UNKNOWN -> {
                return new People.ForeignPhone(person, phone.device(), "x".repeat(43));
            }
            case REVOKED -> people.revoke(phone.device());
            case TOO_FAST -> {
                while (limit.count(phone.device()).isEmpty()) {
                    // Until it is too much.
                }
                // What it may send again in the meantime does not count.
                clock.advance(Duration.ofMinutes(-1));
            }
            default -> {
                // Nothing is the matter.
            }
        }
        return phone;
    }

    private void expire(People.ForeignPhone phone, Column column) {
        if (column == Column.TRANSISTORSOFT) {
            clock.advance(Duration.ofMinutes(16));
        } else {
            accounts.update("update device set enrolled_at = now() - interval '2 days',"
                    + " secret_expires_at = now() - interval '1 day' where id = ?", phone.device());
        }
    }

    private long fixes() {
        return (Long) accounts.queryOne("select count(*) from fix where supervisee_id = ?", person);
    }
}
