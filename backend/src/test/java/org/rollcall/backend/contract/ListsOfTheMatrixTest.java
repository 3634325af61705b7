package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/**
 * Each list of {@link AccessMatrix}, asked by each role of staff about two counties that have one of everything: it tells
 * of the asker's, and of nobody else's. A new list is asked without that anybody thinks of it.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ListsOfTheMatrixTest {

    private static final UUID SYSTEM = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final List<String> STAFF = AccessMatrix.ROLES.stream()
            .filter(role -> !role.equals("SUPERVISEE") && !role.equals("GUARDIAN")).toList();
    /** They tell of no unit and of nobody. */
    private static final Set<String> OF_NOBODY = Set.of("getProcessingRegister", "listRetentionChanges",
            "listAnchors");
    /** A role has nothing of its own there: areas that are no home, and leaves that another rank decides on. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("listAreas", "listLeavesToDecide");

    /** A county with one of everything: what tells that something of it is seen. */
    private record County(UUID id, Set<String> things, Map<String, String> tokens) {}

    private static County here;
    private static County elsewhere;
    private static String withoutAPost;

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;

    static Stream<AccessMatrix.Row> lists() {
        return AccessMatrix.ofTheContract().rows().stream()
                .filter(row -> row.reach() == AccessMatrix.Reach.WITHIN && row.method().equals("GET"))
                .filter(row -> !OF_NOBODY.contains(row.operationId()));
    }

    @BeforeEach
    void twoCounties() {
        if (here == null) {
            here = county();
            elsewhere = county();
            withoutAPost = accounts.token(null, null);
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aListTellsOfTheAskersOwnAndOfNobodyElses(AccessMatrix.Row row) {
        assertThat(givenAnyRequest().auth().oauth2(withoutAPost).get("/api/v1" + row.path()).statusCode())
                .as("without a post").isEqualTo(403);
        int toldOf = 0;
        for (var role : STAFF) {
            for (var asker : List.of(here, elsewhere)) {
                var other = asker == here ? elsewhere : here;
                var answer = givenAnyRequest().auth().oauth2(asker.tokens().get(role)).get("/api/v1" + row.path());
                if (!row.roles().contains(role)) {
                    assertThat(answer.statusCode()).as(role).isEqualTo(403);
                    continue;
                }
                assertThat(answer.statusCode()).as(role).isEqualTo(200);
                var text = answer.asString();
                assertThat(other.things()).as(role).noneMatch(text::contains);
                toldOf += asker.things().stream().anyMatch(text::contains) ? 1 : 0;
            }
        }
        if (row.operationId().equals("listAreas")) {
            return; // boundaries of everybody's fill its pages
        }
        assertThat(toldOf).as("who was told of something of their own").isPositive();
        if (!MAY_BE_EMPTY.contains(row.operationId())) {
            assertThat(toldOf).as("each role that is let in has something to see")
                    .isEqualTo(2 * (int) row.roles().stream().filter(STAFF::contains).count());
        }
    }

    private County county() {
        var county = people.county();
        var office = accounts.unit(county, "JUSTICE_OFFICE", "Office of " + county);
        accounts.delegated(office);
        var person = people.takenIn(office);
        var home = areas.circle(116, 39, 500);
        areas.home(person, home);
        var officer = accounts.staff("OFFICER", office);
        var things = Set.of(county.toString(), office.toString(), person.toString(), home.toString(), officer,
                alert(person, office).toString(), byPin(person).toString(), waitingLeave(person, office).toString(),
                longLeave(person, office).toString(), lateCause(person).toString(),
                latePermission(person, Accounts.signIn(officer)));
        accounts.update("update supervisee set term_until = ? where id = ?",
                LocalDate.now(ZoneOffset.UTC).minusDays(60), person);
        var tokens = new HashMap<String, String>();
        STAFF.forEach(role -> tokens.put(role, accounts.token(role, county)));
        return new County(county, things, tokens);
    }

    /** That nobody has looked at in time. */
    private UUID alert(UUID person, UUID office) {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', 'OPEN',"
                + " now() - interval '2 days', now())", id, person, office);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", id);
        return id;
    }

    private UUID byPin(UUID person) {
        var schedule = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 0, 1440, 900, tstzrange('2020-01-01', null))",
                schedule, person);
        var slot = UUID.randomUUID();
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state, done_at, provisional) values (?, ?, ?, 'CHECK_IN', 1, now(),"
                + " now() + interval '1 hour', now() + interval '1 hour', 'DONE', now(), true)", slot, schedule,
                person);
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'DONE', now())", slot);
        var id = UUID.randomUUID();
        accounts.update("insert into provisional_check_in (id, slot_id, supervisee_id, made_at, sender_strength, state)"
                + " values (?, ?, ?, now(), 0, 'WAITING')", id, slot, person);
        return id;
    }

    private UUID waitingLeave(UUID person, UUID office) {
        return leave(person, office, "now()");
    }

    /** Granted above the county. */
    private UUID longLeave(UUID person, UUID office) {
        var id = leave(person, office, "now() - interval '1 hour'");
        var permission = areas.permission(person, areas.square(100, 30, 1), Instant.now().plusSeconds(60),
                Instant.now().plusSeconds(86_400));
        accounts.update("update leave_application set decided_by = ?, decided_at = now(), granted = true,"
                + " reason = 'Tests', permission_id = ? where id = ?", SYSTEM, permission, id);
        return id;
    }

    private UUID leave(UUID person, UUID office, String recordedAt) {
        var id = UUID.randomUUID();
        accounts.update("insert into leave_application (id, supervisee_id, unit_id, kind, purpose, area_ids, valid,"
                + " applied_at, transit_out_seconds, transit_back_seconds, days, days_away, level, recorded_by,"
                + " recorded_at) values (?, ?, ?, 'SINGLE', 'Tests', array[?::uuid], tstzrange(now(), now()"
                + " + interval '40 days'), now(), 0, 0, 41, 41, 'SUPERIOR', ?, " + recordedAt + ")", id, person, office,
                areas.square(100, 30, 1), SYSTEM);
        return id;
    }

    private UUID lateCause(UUID person) {
        var id = UUID.randomUUID();
        accounts.update("insert into late_cause (id, supervisee_id, device_kind, code, cause_key, since, opened_at,"
                + " fixes, late_fixes, rules_version, recorded_at) values (?, ?, 'PHONE', 'AREA_EXIT', 'AREA_EXIT:PHONE',"
                + " now() - interval '2 hours', now() - interval '1 hour', 3, 3, 1, now())", id, person);
        return id;
    }

    /** Granted after its own beginning. */
    private String latePermission(UUID person, String officer) {
        var now = Instant.now();
        return given().auth().oauth2(officer).contentType("application/json")
                .body(Map.of("kind", "SINGLE", "purpose", "Tests", "areaIds", List.of(areas.square(115, 35, 1)),
                        "validFrom", now.minus(Duration.ofDays(1)).toString(), "validUntil",
                        now.plus(Duration.ofDays(1)).toString(), "appliedAt",
                        now.minus(Duration.ofDays(2)).toString()))
                .post("/api/v1/supervisees/" + person + "/permissions").then().statusCode(201).extract().path("id");
    }
}
