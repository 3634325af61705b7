package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.openapi.ContractDocument;

/**
 * Each operation that names something in its path, asked by each role of staff in the same county, in another, and
 * with no post at all, about things that are there: the rows of {@link AccessMatrix} say what comes of it.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AccessMatrixTest {

    private static final List<String> STAFF = AccessMatrix.ROLES.stream()
            .filter(role -> !role.equals("SUPERVISEE") && !role.equals("GUARDIAN")).toList();
    private static final OpenAPI CONTRACT = contract();
    /** What the query must say, where it must say anything. */
    private static final Map<String, Map<String, String>> QUESTIONS = Map.of("getTrajectory",
            Map.of("from", "2026-10-01T00:00:00Z", "to", "2026-10-02T00:00:00Z", "purpose", "INSPECTION"),
            "getSupervisee", Map.of("purpose", "INSPECTION"), "getArea", Map.of("purpose", "INSPECTION"),
            "listAuditEntries", Map.of("from", "2026-10-01T00:00:00Z", "to", "2026-10-02T00:00:00Z"),
            "getStatistics", Map.of("from", "2026-10-01T00:00:00Z", "to", "2026-10-02T00:00:00Z"),
            "listExposure", Map.of("from", "2026-10-01T00:00:00Z", "to", "2026-10-02T00:00:00Z"));
    /** Sees areas, and of homes none: as if there were no such thing. */
    private static final Map<String, String> SHOWN_NO_HOME = Map.of("/areas/{areaId}", "ADMIN");
    /** By role, of the county that everything is in, and of another. Argon2id is slow to ask: once. */
    private static final Map<String, String> HERE = new HashMap<>();
    private static final Map<String, String> ELSEWHERE = new HashMap<>();
    /** Let in by their role, and told that somebody of another rank decides on this leave: no status there is. */
    private static final int BEYOND_RANK = 299;
    private static final String BY_RANK = "urn:rollcall:problem:beyond-rank";
    private static String withoutAPost;
    private static UUID office;

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;

    static Stream<AccessMatrix.Row> operationsThatNameSomething() {
        return AccessMatrix.ofTheContract().rows().stream().filter(row -> row.reach() == AccessMatrix.Reach.NAMED);
    }

    @BeforeEach
    void staffOfTwoCounties() {
        if (HERE.isEmpty()) {
            var county = people.county();
            office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
            accounts.delegated(office);
            var other = people.county();
            STAFF.forEach(role -> {
                HERE.put(role, accounts.token(role, county));
                ELSEWHERE.put(role, accounts.token(role, other));
            });
            withoutAPost = accounts.token(null, null);
        }
    }

    @ParameterizedTest
    @MethodSource("operationsThatNameSomething")
    void whoIsElsewhereFindsNothing(AccessMatrix.Row row) {
        var path = path(row);
        ELSEWHERE.forEach((role, token) -> assertThat(ask(row, path, token)).as(role)
                .isEqualTo(row.roles().contains(role) ? 404 : 403));
        assertThat(ask(row, path, withoutAPost)).as("without a post").isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("operationsThatNameSomething")
    void whoIsHereIsLetInByTheirRole(AccessMatrix.Row row) {
        HERE.forEach((role, token) -> {
            int status = ask(row, path(row), token);
            if (role.equals(SHOWN_NO_HOME.get(row.path()))) {
                assertThat(status).as(role).isEqualTo(404);
            } else if (row.roles().contains(role)) {
                assertThat(status).as(role).isNotIn(401, 403, 404).isLessThan(500);
            } else {
                assertThat(status).as(role).isEqualTo(403);
            }
        });
    }

    @Test
    void aPostThatEndsOrBeginsInMidSessionCountsAtOnce() {
        var login = accounts.staff("OFFICER", office);
        var token = Accounts.signIn(login);
        var person = "/api/v1/supervisees/" + people.takenIn(office);
        var elsewhere = "/api/v1/supervisees/" + people.takenIn();
        givenAnyRequest().auth().oauth2(token).get(person).then().statusCode(200);
        givenAnyRequest().auth().oauth2(token).get(elsewhere).then().statusCode(404);

        accounts.update("update post set unit_id = (select unit_id from supervisee where id = ?) where account_id = ?",
                UUID.fromString(elsewhere.substring(elsewhere.lastIndexOf('/') + 1)), UUID.fromString(login));

        givenAnyRequest().auth().oauth2(token).get(person).then().statusCode(404);
        givenAnyRequest().auth().oauth2(token).get(elsewhere).then().statusCode(200);
    }

    private static int ask(AccessMatrix.Row row, String path, String token) {
        var operation = operation(row);
        var request = givenAnyRequest().auth().oauth2(token);
        QUESTIONS.getOrDefault(operation.getOperationId(), Map.of()).forEach(request::queryParam);
        if (operation.getRequestBody() != null) {
            request.contentType("application/json").body(body(operation));
        }
        var answer = request.request(row.method(), "/api/v1" + path);
        return answer.asString().contains(BY_RANK) ? BEYOND_RANK : answer.statusCode();
    }

    private static Operation operation(AccessMatrix.Row row) {
        return CONTRACT.getPaths().get(row.path()).readOperationsMap().get(PathItem.HttpMethod.valueOf(row.method()));
    }

    private static String body(Operation operation) {
        var media = operation.getRequestBody().getContent().get("application/json");
        var example = media.getExample() != null || media.getExamples() == null
                ? media.getExample()
                : media.getExamples().values().iterator().next().getValue();
        assertThat(example).as("an example of the body of " + operation.getOperationId()).isNotNull();
        return example.toString();
    }

    private String path(AccessMatrix.Row row) {
        int from = row.path().indexOf('{');
        int until = row.path().indexOf('}');
        return row.path().substring(0, from) + made(row.path().substring(from + 1, until))
                + row.path().substring(until + 1);
    }

    /** A new one, here. */
    private UUID made(String named) {
        var person = named.equals("unitId") ? null : people.takenIn(office);
        return switch (named) {
            case "unitId" -> office;
            case "superviseeId" -> {
                home(person);
                yield person;
            }
            case "accountId" -> UUID.fromString(accounts.staff("OFFICER", office));
            case "postId" -> one("post", "account_id", UUID.fromString(accounts.staff("OFFICER", office)));
            case "custodyId" -> custody(person);
            case "remarkId" -> remark(person);
            case "objectionId" -> objection(person);
            case "assignmentId" -> assignment(person);
            case "permissionId" -> areas.permission(person, areas.square(100, 30, 1),
                    Instant.now().minusSeconds(60), Instant.now().plusSeconds(86_400));
            case "leaveApplicationId" -> leaveApplication(person);
            case "leaveDelegationId" -> {
                var delegatedTo = accounts.unit(office, "VILLAGE", "Village");
                accounts.delegated(delegatedTo);
                yield one("leave_delegation", "unit_id", delegatedTo);
            }
            case "guardianshipId" -> {
                people.guardian(person);
                yield one("guardianship", "supervisee_id", person);
            }
            case "taskId" -> {
                accounts.update(
                        "insert into staff_task (id, supervisee_id, kind, told_at) values (gen_random_uuid(), ?,"
                                + " 'ORDER_ENDS', now())",
                        person);
                yield one("staff_task", "supervisee_id", person);
            }
            case "deviceId" -> people.phone(person).device();
            case "deviceAllowanceId" -> {
                accounts.update(
                        "insert into device_allowance (id, supervisee_id, phones, valid, reason, given_by) values"
                                + " (gen_random_uuid(), ?, 2, tstzrange('2020-01-01', null), 'Tests', ?)",
                        person,
                        UUID.fromString("00000000-0000-7000-8000-000000000001"));
                yield one("device_allowance", "supervisee_id", person);
            }
            case "modeId" -> one("location_mode", "supervisee_id", person);
            case "orderId" -> order(person);
            case "scheduleId" -> schedule(person);
            case "holdId" -> {
                accounts.update("insert into legal_hold (id, supervisee_id, reason, placed_by, placed_at) values"
                        + " (gen_random_uuid(), ?, 'Tests', ?, now())", person,
                        UUID.fromString(accounts.staff("OFFICER", office)));
                yield one("legal_hold", "supervisee_id", person);
            }
            case "checkInId" -> byPin(person);
            case "alertId" -> alert(person);
            case "areaId" -> home(person);
            default -> throw new AssertionError("say here how to make what {" + named + "} names");
        };
    }

    private UUID one(String table, String column, UUID of) {
        return (UUID) accounts.queryOne("select id from " + table + " where " + column + " = ?", of);
    }

    /** For whoever decides at the highest rank, whom all others of the agency may have written to. */
    private UUID leaveApplication(UUID person) {
        accounts.update("insert into leave_application (id, supervisee_id, unit_id, kind, purpose, area_ids, valid,"
                + " applied_at, transit_out_seconds, transit_back_seconds, days, days_away, level, recorded_by,"
                + " recorded_at) values (gen_random_uuid(), ?, ?, 'SINGLE', 'Tests', array[?::uuid],"
                + " tstzrange(now(), now() + interval '2 days'), now(), 0, 0, 3, 3, 'SUPERIOR', ?, now())", person,
                office, areas.square(100, 30, 1), UUID.fromString("00000000-0000-7000-8000-000000000001"));
        return one("leave_application", "supervisee_id", person);
    }

    private UUID custody(UUID person) {
        accounts.update("insert into custody (id, supervisee_id, kind, reason, valid, began_at, recorded_by,"
                + " recorded_at) values (gen_random_uuid(), ?, 'CUSTODY', 'Tests', tstzrange(now() - interval '1 day',"
                + " null), now() - interval '1 day', ?, now())", person,
                UUID.fromString("00000000-0000-7000-8000-000000000001"));
        return one("custody", "supervisee_id", person);
    }

    private UUID assignment(UUID person) {
        accounts.update("insert into assignment (id, account_id, supervisee_id, valid, assigned_by) values"
                + " (gen_random_uuid(), ?, ?, tstzrange('2020-01-01', null), ?)",
                UUID.fromString(accounts.staff("TEAM_MEMBER", office)), person,
                UUID.fromString("00000000-0000-7000-8000-000000000001"));
        return one("assignment", "supervisee_id", person);
    }

    private UUID remark(UUID person) {
        accounts.update("insert into remark (id, supervisee_id, kind, content, issued_by, issued_at)"
                + " values (gen_random_uuid(), ?, 'COMMENT', 'Tests', ?, now())", person,
                UUID.fromString("00000000-0000-7000-8000-000000000001"));
        return one("remark", "supervisee_id", person);
    }

    private UUID objection(UUID person) {
        accounts.update("insert into objection (id, supervisee_id, from_at, until_at, statement, made_at)"
                + " values (gen_random_uuid(), ?, now() - interval '2 hours', now() - interval '1 hour', 'Tests', now())",
                person);
        return one("objection", "supervisee_id", person);
    }

    private UUID order(UUID person) {
        accounts.ordered(person, "M " + person);
        return one("positioning_order", "supervisee_id", person);
    }

    private UUID schedule(UUID person) {
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (gen_random_uuid(), ?, 'CHECK_IN', 1, 0, 1440, 900,"
                + " tstzrange('2020-01-01', null))", person);
        return one("schedule", "supervisee_id", person);
    }

    private UUID byPin(UUID person) {
        var schedule = schedule(person);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state, done_at, provisional) values (gen_random_uuid(), ?, ?, 'CHECK_IN', 1, now(),"
                + " now() + interval '1 hour', now() + interval '1 hour', 'DONE', now(), true)", schedule, person);
        var slot = one("slot", "supervisee_id", person);
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'DONE', now())", slot);
        accounts.update("insert into provisional_check_in (id, slot_id, supervisee_id, made_at, sender_strength, state)"
                + " values (gen_random_uuid(), ?, ?, now(), 0, 'WAITING')", slot, person);
        return one("provisional_check_in", "supervisee_id", person);
    }

    private UUID alert(UUID person) {
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (gen_random_uuid(), ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING',"
                + " 'ACTIVE', 'OPEN', now(), now())", person, office);
        var id = one("alert", "supervisee_id", person);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", id);
        return id;
    }

    /** A boundary tells of nobody and is seen by all staff; a circle is where somebody lives. */
    private UUID home(UUID person) {
        var circle = areas.circle(116, 39, 500);
        areas.home(person, circle);
        return circle;
    }

    private static OpenAPI contract() {
        var resolving = new ParseOptions();
        resolving.setResolve(true);
        resolving.setResolveFully(true);
        return new OpenAPIV3Parser()
                .readContents(new String(ContractDocument.yaml(), StandardCharsets.UTF_8), null, resolving)
                .getOpenAPI();
    }
}
