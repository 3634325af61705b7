package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/**
 * To name what is not the asker's: in each body, and in each query, that takes an id. Ids in paths are asked by
 * {@code AccessMatrixTest}, each by every role from elsewhere.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@ExtendWith(Counted.class)
class ForeignIdTest {

    /** A request that is good as long as the id is the asker's own. */
    private record Asked(String method, String path, String token, Map<String, Object> body) {}

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;

    private UUID county;
    private UUID office;
    private UUID otherOffice;
    private UUID person;
    private UUID stranger;

    static Stream<String> idsInBodies() {
        return Operations.withAJsonBody()
                .flatMap(op -> Operations.idsIn(op.body()).stream().map(at -> op.id() + " " + at));
    }

    static Stream<String> idsInQueries() {
        return Operations.all().filter(op -> op.operation().getParameters() != null && op.method().equals("GET"))
                .flatMap(op -> op.operation().getParameters().stream()
                        .filter(parameter -> parameter.getIn().equals("query")
                                && "uuid".equals(parameter.getSchema().getFormat()))
                        .map(parameter -> op.id() + " " + parameter.getName()));
    }

    @BeforeEach
    void twoCounties() {
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        otherOffice = people.office();
        accounts.delegated(office);
        person = people.takenIn(office);
        stranger = people.takenIn(otherOffice);
    }

    @ParameterizedTest
    @MethodSource("idsInBodies")
    void whatIsNotTheAskersOwnIsNotThere(String where) {
        var own = ask(asked(where, true));
        assertThat(own).as("with an own id").isBetween(200, 201);

        assertThat(ask(asked(where, false))).as("with a foreign one").isIn(400, 401, 403, 404, 409);
    }

    @ParameterizedTest
    @MethodSource("idsInQueries")
    void whatIsNotTheAskersOwnIsNotFound(String where) {
        var token = accounts.token("OFFICER", office);
        var alert = alert(stranger);
        var answer = switch (where) {
            case "listSupervisees unitId" -> get(token, "supervisees?unitId=" + otherOffice);
            case "listAlerts superviseeId" -> get(token, "alerts?superviseeId=" + stranger);
            case "listAlerts unitId" -> get(token, "alerts?unitId=" + otherOffice);
            case "listLateCauses superviseeId" -> get(token, "late-causes?superviseeId=" + stranger);
            case "listExposure sessionId" -> exposure("sessionId=" + session(otherOffice));
            case "listExposure deviceId" -> {
                people.phone(stranger);
                yield exposure("deviceId=" + one("device", stranger));
            }
            case "getTrajectory alertId" -> get(token, "supervisees/" + person
                    + "/trajectory?from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z&purpose=ALERT&alertId=" + alert);
            default -> throw new AssertionError("say here how to ask for " + where);
        };

        assertThat(answer.statusCode()).isIn(200, 400, 404);
        assertThat(answer.asString()).doesNotContain(stranger.toString()).doesNotContain(alert.toString());
        if (answer.statusCode() == 200) {
            assertThat(answer.jsonPath().getList("items")).isEmpty();
        }
    }

    @Test
    void itIsTheSecondWallThatStandsInTheWay() {
        var token = accounts.token("OFFICER", office);
        var path = "supervisees/" + stranger;
        assertThat(get(token, path).statusCode()).isEqualTo(404);
        assertThat(get(token, path + "/personal-data").statusCode()).isEqualTo(404);
        assertThat(get(token, path + "/slots").statusCode()).isEqualTo(404);

        withoutTheSecondWall(() -> {
            assertThat(get(token, path).statusCode()).isEqualTo(200);
            assertThat(get(token, path + "/personal-data").statusCode()).isEqualTo(200);
            assertThat(get(token, path + "/slots").statusCode()).isEqualTo(200);
        });

        assertThat(get(token, path).statusCode()).isEqualTo(404);
    }

    /**
     * What row-level security alone holds, of all that a body may name. The others are refused by the operation itself
     * before, or by a constraint after.
     */
    @Test
    void withoutTheSecondWallForeignIdsInBodiesComeThrough() {
        var through = new TreeSet<String>();

        withoutTheSecondWall(() -> idsInBodies().forEach(where -> {
            if (ask(asked(where, false)) < 300) {
                through.add(where);
            }
        }));

        assertThat(through).containsExactly("createAgencyUnit parentId", "grantPermission areaIds[]",
                "recordLeaveApplication leave.areaIds[]", "setHomeArea areaIds[]");
        through.forEach(where -> assertThat(ask(asked(where, false))).as(where).isGreaterThanOrEqualTo(400));
    }

    private void withoutTheSecondWall(Runnable attack) {
        var tables = ((String) accounts.queryOne("select string_agg(oid::regclass::text, ' ') from pg_class"
                + " where relrowsecurity and relkind in ('r', 'p')")).split(" ");
        for (var table : tables) {
            accounts.update("alter table " + table + " disable row level security");
        }
        try {
            attack.run();
        } finally {
            for (var table : tables) {
                accounts.update("alter table " + table + " enable row level security");
            }
        }
    }

    /** Its id is the asker's own or not; all else is good. */
    private Asked asked(String where, boolean own) {
        var whose = own ? person : stranger;
        var unit = own ? office : otherOffice;
        return switch (where) {
            case "openSession post" -> {
                var login = accounts.staff("OFFICER", office);
                yield new Asked("POST", "sessions", null, Map.of("login", login, "password", Accounts.PASSWORD, "post",
                        post(own ? login : accounts.staff("OFFICER", otherOffice))));
            }
            case "createAgencyUnit parentId" -> new Asked("POST", "agency-units", accounts.token("ADMIN", county),
                    Map.of("parentId", own ? county : people.county(), "level", "JUSTICE_OFFICE", "name", "A"));
            case "createPost unitId" -> new Asked("POST", "accounts/" + accounts.staff("OFFICER", office) + "/posts",
                    accounts.token("ADMIN", county), Map.of("unitId", unit, "role", "PROSECUTOR"));
            case "registerSupervisee unitId" -> new Asked("POST", "supervisees", officer(),
                    Map.of("unitId", unit, "caseNumber", UUID.randomUUID().toString(), "fullName", "A", "legalBasis",
                            "PROBATION", "termFrom", "2026-10-01", "termUntil", "2028-09-30"));
            case "assignHelper accountId" -> new Asked("POST", "supervisees/" + person + "/assignments", officer(),
                    Map.of("accountId", accounts.staff("TEAM_MEMBER", unit)));
            case "createEnrolmentCodes superviseeIds[]" -> new Asked("POST", "agency-units/" + office
                    + "/enrolment-codes", officer(), Map.of("superviseeIds", List.of(whose)));
            // Nothing is named by it: where a list goes on.
            case "createEnrolmentCodes after" -> new Asked("POST", "agency-units/" + (own ? office : otherOffice)
                    + "/enrolment-codes", officer(), Map.of("after", whose));
            case "setHomeArea areaIds[]" -> new Asked("PUT", "supervisees/" + person + "/home-area", officer(),
                    Map.of("areaIds", List.of(home(whose)), "validFrom", NOW.toString()));
            case "grantPermission areaIds[]" -> new Asked("POST", "supervisees/" + person + "/permissions", officer(),
                    Map.of("kind", "SINGLE", "purpose", "a visit", "areaIds", List.of(home(whose)), "validFrom",
                            NOW.plusSeconds(60).toString(), "validUntil", NOW.plus(Duration.ofDays(2)).toString(),
                            "appliedAt", NOW.minusSeconds(60).toString()));
            case "recordLeaveApplication leave.areaIds[]" -> new Asked("POST", "supervisees/" + person
                    + "/leave-applications", officer(),
                    Map.of("leave", Map.of("kind", "SINGLE", "purpose", "a visit", "areaIds", List.of(home(whose)),
                            "validFrom", NOW.plusSeconds(60).toString(), "validUntil",
                            NOW.plus(Duration.ofDays(2)).toString(), "appliedAt", NOW.minusSeconds(60).toString()),
                            "opinion", Map.of("supports", true, "content", "fine")));
            case "setLocationMode permissionId" -> {
                var asked = accounts.takenInForCheckpoints(office);
                yield new Asked("POST", "supervisees/" + asked + "/location-modes", officer(),
                        Map.of("mode", "TRIP", "basis", "IM 27", "reason", "a visit", "intervalMinutes", 15,
                                "permissionId", areas.permission(own ? asked : stranger, areas.square(100, 30, 1),
                                        NOW.minusSeconds(60), NOW.plusSeconds(86_400))));
            }
            case "setLocationMode instructionId" -> {
                var asked = accounts.takenInForCheckpoints(office);
                yield new Asked("POST", "supervisees/" + asked + "/location-modes", officer(),
                        Map.of("mode", "CONTINUOUS", "basis", "T 1", "reason", "tests", "intervalMinutes", 5,
                                "instructionId", instruction(own ? asked : stranger)));
            }
            case "createCover accountId" -> new Asked("POST",
                    "posts/" + post(accounts.staff("OFFICER", office)) + "/covers", accounts.token("ADMIN", county),
                    Map.of("accountId", accounts.staff("COUNTY_OFFICER", own ? county : people.county()), "validUntil",
                            NOW.plus(Duration.ofDays(3)).toString()));
            case "createMyCover postId" -> {
                var holder = accounts.staff("OFFICER", office);
                yield new Asked("POST", "me/covers", Accounts.signIn(holder),
                        Map.of("postId", post(own ? holder : accounts.staff("OFFICER", otherOffice)), "accountId",
                                accounts.staff("COUNTY_OFFICER", county), "validUntil",
                                NOW.plus(Duration.ofDays(3)).toString()));
            }
            case "createMyCover accountId" -> {
                var holder = accounts.staff("OFFICER", office);
                yield new Asked("POST", "me/covers", Accounts.signIn(holder), Map.of("postId", post(holder),
                        "accountId", accounts.staff("COUNTY_OFFICER", own ? county : people.county()), "validUntil",
                        NOW.plus(Duration.ofDays(3)).toString()));
            }
            case "recordPositioningOrder extensionOf" -> order(whose);
            case "makeObjection alertId" -> new Asked("POST", "me/objections", people.phone(person).token(),
                    Map.of("alertId", alert(whose), "from", NOW.minusSeconds(7_200).toString(), "until",
                            NOW.minusSeconds(3_600).toString(), "statement", "I was at home."));
            case "checkIn slotId" -> new Asked("POST", "me/check-ins", people.phone(person).token(),
                    Map.of("slotId", slot(whose, "CHECK_IN"), "fix", Map.of("fixedAt", NOW.toString(), "lon", 116.35,
                            "lat", 39.94, "accuracyMetres", 10)));
            case "submitReport slotId" -> new Asked("POST", "me/reports", people.phone(person).token(),
                    Map.of("slotId", slot(whose, "REPORT"), "headings", Map.of("lawAbidance", "a", "supervision", "b",
                            "education", "c", "communityService", "d", "socialActivities", "e")));
            default -> throw new AssertionError("say here how to ask for " + where);
        };
    }

    /** Of a helper, whose post reaches nobody: all that could be told is of the session or device. */
    private io.restassured.response.Response exposure(String narrowedBy) {
        return get(accounts.token("COUNTY_OFFICER", county), "accounts/" + accounts.staff("TEAM_MEMBER", office)
                + "/exposure?from=2026-10-01T00:00:00Z&to=" + NOW + "&" + narrowedBy);
    }

    private Object session(UUID unit) {
        var login = accounts.staff("OFFICER", unit);
        Accounts.signIn(login);
        return accounts.queryOne("select id from staff_session where account_id = ?", UUID.fromString(login));
    }

    private Asked order(UUID whose) {
        accounts.ordered(whose, "F " + whose);
        var last = ((java.sql.Date) accounts.queryOne("select last_day from positioning_order where supervisee_id = ?",
                whose)).toLocalDate();
        return new Asked("POST", "supervisees/" + person + "/positioning-orders",
                accounts.token("COUNTY_OFFICER", county),
                Map.of("serialNumber", "F " + whose, "ground", "REFUSED_TO_REPORT", "evidence", "a warning",
                        "documentNumber", "3", "approverName", "Li", "approverRole", "COUNTY_BUREAU_HEAD", "firstDay",
                        last.plusDays(2).toString(), "lastDay", last.plusDays(30).toString(), "extensionOf",
                        one("positioning_order", whose)));
    }

    private UUID instruction(UUID of) {
        var id = UUID.randomUUID();
        accounts.update("insert into legal_instruction (id, supervisee_id, document_number, issued_by, reason,"
                + " valid_until, recorded_by, recorded_at) values (?, ?, 'T 1', 'Somebody', 'Tests', '2090-01-01', ?,"
                + " now())", id, of, UUID.fromString(accounts.staff("OFFICER", office)));
        return id;
    }

    private UUID home(UUID of) {
        var circle = areas.circle(116, 39, 500);
        areas.home(of, circle);
        return circle;
    }

    private Object post(String login) {
        return accounts.queryOne("select id from post where account_id = ?", UUID.fromString(login));
    }

    private Object one(String table, UUID of) {
        return accounts.queryOne("select id from " + table + " where supervisee_id = ? limit 1", of);
    }

    private UUID alert(UUID of) {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', 'OPEN',"
                + " now(), now())", id, of, otherOffice);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", id);
        return id;
    }

    private UUID slot(UUID of, String kind) {
        var schedule = UUID.randomUUID();
        var slot = UUID.randomUUID();
        var now = NOW.atOffset(java.time.ZoneOffset.UTC);
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " day_of_month, grace_seconds, valid) values (?, ?, ?, 1, 0, 1440, ?, 900,"
                + " tstzrange('2020-01-01', '2020-01-02'))", schedule, of, kind, kind.equals("REPORT") ? 25 : null);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (?, ?, ?, ?, 1, ?, ?, ?, 'SCHEDULED')", slot, schedule, of, kind,
                now.minusHours(1), now.plusHours(1), now.plusHours(1));
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'SCHEDULED', now())", slot);
        return slot;
    }

    private String officer() {
        return accounts.token("OFFICER", office);
    }

    private static io.restassured.response.Response get(String token, String path) {
        return givenAnyRequest().auth().oauth2(token).get("/api/v1/" + path);
    }

    private static int ask(Asked asked) {
        var request = givenAnyRequest().contentType("application/json").body(asked.body());
        if (asked.token() != null) {
            request.auth().oauth2(asked.token());
        }
        return request.request(asked.method(), "/api/v1/" + asked.path()).statusCode();
    }
}
