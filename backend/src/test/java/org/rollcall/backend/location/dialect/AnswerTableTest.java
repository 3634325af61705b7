package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.matchesRegex;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
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

    private static final String SECONDS = "[1-9][0-9]*";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    SenderLimit limit;
    @Inject
    TestClock clock;

    /** A row: what is the matter, and what must be answered. */
    enum Situation {
        STORED, DUPLICATE, UNREADABLE, DATABASE_DOWN, NO_DATABASE_FOR_THE_UNREADABLE, NO_DATABASE_FOR_THE_CREDENTIAL, BEFORE_INTAKE, AFTER_RELEASE, UNREADABLE_AFTER_RELEASE, SURPLUS, EXPIRED, UNKNOWN, REVOKED, TOO_FAST;

        boolean isForgotten() {
            return isOutsideCollection() || this == SURPLUS;
        }

        boolean isOutsideCollection() {
            return this == BEFORE_INTAKE || this == AFTER_RELEASE || this == UNREADABLE_AFTER_RELEASE;
        }

        int status(ForeignApp column) {
            return switch (this) {
                case STORED, DUPLICATE, UNREADABLE, BEFORE_INTAKE, AFTER_RELEASE, UNREADABLE_AFTER_RELEASE, SURPLUS ->
                    200;
                case DATABASE_DOWN, NO_DATABASE_FOR_THE_UNREADABLE, NO_DATABASE_FOR_THE_CREDENTIAL -> 503;
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
        accounts.update("grant select on device to rollcall_intake");
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Situation.values()).flatMap(
                situation -> Arrays.stream(ForeignApp.values()).map(column -> Arguments.of(situation, column)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void eachClientHearsWhatItNeeds(Situation situation, ForeignApp column) {
        var phone = prepared(situation, column);
        double lat = situation.name().contains("UNREADABLE") ? 91.5 : 39.9417;

        var answer = send(column, phone, lat);

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
        assertThat(forgotten()).isEqualTo(situation.isForgotten() ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OSMAND")
    void whoSaysNothingOfWhoItIsIsUnknown(ForeignApp app) {
        givenAnyRequest().body(app.place(now, 39.9417)).post(app.path(null)).then().statusCode(401)
                .contentType("application/problem+json").header("WWW-Authenticate", matchesRegex("(Basic|Bearer).*"));
    }

    static Stream<Arguments> routesOfOthers() {
        return Arrays.stream(ForeignApp.values()).flatMap(own -> Arrays.stream(ForeignApp.values())
                .filter(other -> other != own).map(other -> Arguments.of(own, other)));
    }

    @ParameterizedTest
    @MethodSource("routesOfOthers")
    void aCredentialIsUnknownOnTheRoutesOfOtherApps(ForeignApp own, ForeignApp other) {
        var phone = own.phone(people, person);

        var answer = send(other, phone, 39.9417);

        assertThat(answer.statusCode()).isEqualTo(other.unknown);
        assertThat(fixes()).isZero();
        send(own, phone, 39.9417).then().statusCode(200);
        assertThat(fixes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aCredentialOfAnotherAppIsNoneOfOurOwnClient(ForeignApp own) {
        var phone = own.phone(people, person);
        send(own, phone, 39.9417).then().statusCode(200);

        givenAnyRequest().auth().oauth2(phone.secret()).contentType("application/json")
                .body("{\"fixes\":[{\"fixedAt\":\"" + now.minusSeconds(9) + "\",\"lon\":116.3521,\"lat\":39.9417}]}")
                .post("/api/v1/me/fixes").then().statusCode(401);

        assertThat(fixes()).isEqualTo(1);
    }

    private People.ForeignPhone prepared(Situation situation, ForeignApp column) {
        if (situation == Situation.SURPLUS) {
            person = people.takenInForCheckpoints();
        }
        if (situation.isOutsideCollection()) {
            person = accounts.supervisee(people.office());
            accounts.update("insert into standing (supervisee_id, device_kind) values (?, 'PHONE')", person);
        }
        if (situation == Situation.AFTER_RELEASE || situation == Situation.UNREADABLE_AFTER_RELEASE) {
            accounts.update("insert into collection_period (id, supervisee_id, valid, known_from)"
                    + " values (?, ?, tstzrange('2020-01-01', ?), '2020-01-01')", UUID.randomUUID(), person,
                    now.atOffset(ZoneOffset.UTC));
        }
        var phone = column.phone(people, person);
        switch (situation) {
            case DUPLICATE -> send(column, phone, 39.9417).then().statusCode(200);
            case DATABASE_DOWN -> accounts.update("revoke insert on fix from rollcall_intake");
            case NO_DATABASE_FOR_THE_UNREADABLE -> accounts.update("revoke insert on quarantine from rollcall_intake");
            case NO_DATABASE_FOR_THE_CREDENTIAL -> accounts.update("revoke select on device from rollcall_intake");
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

    private void expire(People.ForeignPhone phone, ForeignApp column) {
        if (column == ForeignApp.TRANSISTORSOFT) {
            clock.advance(Duration.ofMinutes(16));
        } else {
            accounts.update("update device set enrolled_at = now() - interval '2 days',"
                    + " secret_expires_at = now() - interval '1 day' where id = ?", phone.device());
        }
    }

    private Response send(ForeignApp app, People.ForeignPhone phone, double lat) {
        var request = givenAnyRequest().body(app.place(now, lat));
        return (app.authorization(phone).isEmpty()
                ? request
                : request.header("Authorization", app.authorization(phone).split(": ", 2)[1].strip()))
                .post(app.path(phone));
    }

    /** How many were answered without a trace of what they said. */
    private long forgotten() {
        return (Long) accounts.queryOne("select coalesce((select sum(s.refused_count + s.surplus_count) from standing s"
                + " where s.supervisee_id = ?), 0)::bigint + coalesce((select sum(q.forgotten) from quarantine_count q"
                + " join device d on d.id = q.device_id where d.supervisee_id = ?), 0)::bigint", person, person);
    }

    private long fixes() {
        return (Long) accounts.queryOne("select count(*) from fix where supervisee_id = ?", person);
    }
}
