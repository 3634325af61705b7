package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.openapi.ContractDocument;

/** What the contract promises of an Idempotency-Key holds for each operation that takes one. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class EveryCreationKeepsItsKeyTest {

    /**
     * Something to be made.
     *
     * @param body null where there is none
     * @param other what else may be asked under that path; where there is no body, the path itself is another
     */
    private record Creation(String token, String path, Object body, String otherPath, Object other) {

        private Creation(String token, String path, Object body, Object other) {
            this(token, path, body, path, other);
        }
    }

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;

    private final String key = UUID.randomUUID().toString();
    private UUID county;
    private UUID office;

    static Stream<String> operationsWithAKey() {
        return new OpenAPIV3Parser().readContents(new String(ContractDocument.yaml(), StandardCharsets.UTF_8))
                .getOpenAPI().getPaths().values().stream().flatMap(item -> item.readOperations().stream())
                .filter(EveryCreationKeepsItsKeyTest::takesAKey).map(Operation::getOperationId);
    }

    private static boolean takesAKey(Operation operation) {
        return operation.getParameters() != null && operation.getParameters().stream()
                .anyMatch(parameter -> "Idempotency-Key".equals(parameter.getName())
                        || String.valueOf(parameter.get$ref()).endsWith("/IdempotencyKey"));
    }

    @BeforeEach
    void anOffice() {
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        accounts.delegated(office);
    }

    @ParameterizedTest
    @MethodSource("operationsWithAKey")
    void theSameGetsTheFirstAnswerAndAnotherIsRefused(String operation) {
        var creation = creation(operation);
        var first = post(creation, key, creation.path(), creation.body()).extract();
        assertThat(first.statusCode()).as(first.asString()).isBetween(200, 201);

        post(creation, key, creation.path(), creation.body()).statusCode(first.statusCode())
                .body(equalTo(first.asString()));
        post(creation, key, creation.otherPath(), creation.other()).statusCode(422).body("type",
                equalTo("urn:rollcall:problem:idempotency-key-reused"));
    }

    @ParameterizedTest
    @MethodSource("operationsWithAKey")
    void aKeyOfAnotherShapeIsRefused(String operation) {
        var creation = creation(operation);

        post(creation, "no key", creation.path(), creation.body()).statusCode(400).body("type",
                equalTo("urn:rollcall:problem:invalid"));
    }

    private Creation creation(String operation) {
        return switch (operation) {
            case "createAgencyUnit" -> new Creation(admin(), "agency-units", unit("One"), unit("Another"));
            case "createAccount" -> new Creation(admin(), "accounts", account("One"), account("Another"));
            case "createPost" -> new Creation(admin(), "accounts/" + accounts.staff("OFFICER", office) + "/posts",
                    Map.of("unitId", office, "role", "PROSECUTOR"), Map.of("unitId", county, "role", "OFFICER"));
            case "createCover" -> {
                var post = accounts.queryOne("select id from post where account_id = ?",
                        UUID.fromString(accounts.staff("OFFICER", office)));
                yield new Creation(admin(), "posts/" + post + "/covers", cover(null), cover(null));
            }
            case "createMyCover" -> {
                var holder = accounts.staff("OFFICER", office);
                var post = (UUID) accounts.queryOne("select id from post where account_id = ?",
                        UUID.fromString(holder));
                yield new Creation(Accounts.signIn(holder), "me/covers", cover(post), cover(post));
            }
            case "registerSupervisee" -> new Creation(officer(), "supervisees", supervisee("One"),
                    supervisee("Another"));
            case "recordIntake" -> new Creation(officer(), "supervisees/" + registered() + "/intake",
                    Map.of("at", NOW.minusSeconds(3_600).toString()), Map.of("at", NOW.minusSeconds(7_200).toString()));
            case "createEnrolmentCode" -> new Creation(officer(), "supervisees/" + registered() + "/enrolment-codes",
                    null, "supervisees/" + registered() + "/enrolment-codes", null);
            case "createEnrolmentCodes" -> new Creation(officer(), "agency-units/" + office + "/enrolment-codes",
                    Map.of("holdsForHours", 24), Map.of("holdsForHours", 48));
            case "importAreas" -> new Creation(officer(), "areas/imports?crs=WGS84", area(110), area(111));
            case "grantPermission" -> permission();
            case "allowDevices" -> new Creation(accounts.token("COUNTY_OFFICER", county),
                    "supervisees/" + registered() + "/device-allowances", Map.of("phones", 2, "reason", "this"),
                    Map.of("phones", 3, "reason", "that"));
            case "allowDevicesOfUnit" -> new Creation(accounts.token("COUNTY_OFFICER", county),
                    "agency-units/" + office + "/device-allowances", Map.of("phones", 2, "reason", "this"),
                    Map.of("phones", 3, "reason", "that"));
            case "openGuardianship" -> new Creation(officer(), "supervisees/" + ward() + "/guardianships", null,
                    "supervisees/" + ward() + "/guardianships", null);
            case "tellGuardians" -> new Creation(officer(), "supervisees/" + ward() + "/guardian-notices",
                    Map.of("kind", "DUTY_OF_CARE"), Map.of("kind", "PENALTY", "takesPlace", NOW.toString()));
            case "recordLeaveApplication" -> {
                var leave = permission();
                yield new Creation(leave.token(), leave.path().replace("permissions", "leave-applications"),
                        application(leave.body()), application(leave.other()));
            }
            case "giveLeaveOpinion" -> new Creation(officer(), "leave-applications/" + application() + "/opinions",
                    Map.of("supports", true, "content", "this"), Map.of("supports", true, "content", "that"));
            case "decideOnLeave" -> new Creation(accounts.token("COUNTY_OFFICER", county), "leave-applications/"
                    + application() + "/decision", Map.of("granted", true, "reason", "this"),
                    Map.of("granted", true, "reason", "that"));
            case "delegateLeave" -> new Creation(accounts.token("COUNTY_OFFICER", county), "agency-units/"
                    + accounts.unit(county, "JUSTICE_OFFICE", "Another") + "/leave-delegations",
                    Map.of("reason", "this"), Map.of("reason", "that"));
            case "createSchedule" -> new Creation(officer(), "supervisees/" + registered() + "/schedules",
                    Map.of("kind", "CHECK_IN", "opens", "08:00", "closes", "10:00"),
                    Map.of("kind", "CHECK_IN", "opens", "08:00", "closes", "11:00"));
            case "checkIn" -> new Creation(phoneWithASlot("CHECK_IN"), "me/check-ins", checkIn(39.94), checkIn(39.95));
            case "submitReport" -> new Creation(phoneWithASlot("REPORT"), "me/reports", report("this"), report("that"));
            case "setLocationMode" -> new Creation(officer(), "supervisees/" + registered() + "/location-modes",
                    mode("class B"), mode("class A"));
            case "recordLegalInstruction" -> new Creation(officer(),
                    "supervisees/" + registered() + "/legal-instructions", instruction("1"), instruction("2"));
            case "recordPositioningOrder" -> new Creation(accounts.token("COUNTY_OFFICER", county),
                    "supervisees/" + registered() + "/positioning-orders", order("SN-1"), order("SN-2"));
            case "createBraceletCode" ->
                new Creation(accounts.token("COUNTY_OFFICER", county), ordered(), null, ordered(),
                        null);
            case "assignHelper" -> new Creation(officer(), "supervisees/" + registered() + "/assignments",
                    Map.of("accountId", accounts.staff("TEAM_MEMBER", office)),
                    Map.of("accountId", accounts.staff("TEAM_MEMBER", office)));
            case "makeRemark" -> new Creation(accounts.token("PROSECUTOR", county),
                    "supervisees/" + registered() + "/remarks", remark("this"), remark("that"));
            case "answerRemark" -> {
                var person = registered();
                var remark = UUID.randomUUID();
                accounts.update(
                        "insert into remark (id, supervisee_id, kind, content, issued_by, issued_at) select ?, ?,"
                                + " 'COMMENT', 'x', id, now() from account where kind = 'STAFF' limit 1",
                        remark, person);
                yield new Creation(accounts.token("COUNTY_OFFICER", county), "remarks/" + remark + "/answer",
                        Map.of("content", "this"), Map.of("content", "that"));
            }
            case "recordCustody" -> new Creation(officer(), "supervisees/" + registered() + "/custody",
                    custody(3_600), custody(7_200));
            case "recordRelease" -> new Creation(officer(), "supervisees/" + registered() + "/release",
                    Map.of("kind", "PARDON", "reason", "this"), Map.of("kind", "PARDON", "reason", "that"));
            case "placeLegalHold" -> new Creation(accounts.token("COUNTY_OFFICER", county),
                    "supervisees/" + registered() + "/legal-holds", Map.of("reason", "this"), Map.of("reason", "that"));
            case "liftLegalHold" -> {
                var person = registered();
                accounts.update("insert into legal_hold (id, supervisee_id, reason, placed_by, placed_at) values"
                        + " (gen_random_uuid(), ?, 'Tests', ?, now())", person,
                        UUID.fromString(accounts.staff("OFFICER", office)));
                yield new Creation(accounts.token("COUNTY_OFFICER", county), "legal-holds/"
                        + accounts.queryOne("select id from legal_hold where supervisee_id = ?", person) + "/lifting",
                        Map.of("reason", "this"), Map.of("reason", "that"));
            }
            case "changeRetention" -> new Creation(accounts.token("ADMIN", accounts.province()),
                    "processing-register/changes",
                    Map.of("dataClass", "STAFF_SESSIONS", "days", 30, "atEnd", "DELETE", "reason", "this"),
                    Map.of("dataClass", "STAFF_SESSIONS", "days", 30, "atEnd", "DELETE", "reason", "that"));
            case "makeObjection" -> new Creation(people.phone(people.takenIn(office)).token(), "me/objections",
                    objection("this"), objection("that"));
            case "decideObjection" -> {
                var person = registered();
                accounts.update(
                        "insert into objection (id, supervisee_id, from_at, until_at, statement, made_at) values"
                                + " (gen_random_uuid(), ?, now() - interval '2 hours', now() - interval '1 hour', 'Tests', now())",
                        person);
                yield new Creation(officer(), "objections/"
                        + accounts.queryOne("select id from objection where supervisee_id = ?", person) + "/decision",
                        Map.of("outcome", "UPHELD", "reason", "this"), Map.of("outcome", "UPHELD", "reason", "that"));
            }
            case "createCheckInPin" -> new Creation(officer(), "supervisees/" + registered() + "/check-in-pins", null,
                    "supervisees/" + registered() + "/check-in-pins", null);
            case "checkInByPin" -> {
                var person = withASlot("CHECK_IN");
                String pin = given().auth().oauth2(officer())
                        .post("/api/v1/supervisees/" + person + "/check-in-pins").then().statusCode(201).extract()
                        .path("pin");
                yield new Creation(officer(), "provisional-check-ins", byPin(person, pin, "lost"),
                        byPin(person, pin, "stolen"));
            }
            case "decideProvisionalCheckIn" -> {
                var person = withASlot("CHECK_IN");
                accounts.update(
                        "insert into provisional_check_in (id, slot_id, supervisee_id, made_at, sender_strength,"
                                + " state) select gen_random_uuid(), id, supervisee_id, now(), 0, 'WAITING' from slot"
                                + " where supervisee_id = ?",
                        person);
                yield new Creation(officer(), "provisional-check-ins/"
                        + accounts.queryOne("select id from provisional_check_in where supervisee_id = ?", person)
                        + "/decision", Map.of("outcome", "CONFIRM", "reason", "this"),
                        Map.of("outcome", "CONFIRM", "reason", "that"));
            }
            default -> throw new AssertionError("say here how to ask for " + operation);
        };
    }

    private static Map<String, Object> objection(String statement) {
        return Map.of("from", NOW.minusSeconds(7_200).toString(), "until", NOW.minusSeconds(3_600).toString(),
                "statement",
                statement);
    }

    private Creation permission() {
        var area = areas.square(100, 30, 1);
        return new Creation(officer(), "supervisees/" + registered() + "/permissions", permission(area, "a visit"),
                permission(area, "a doctor"));
    }

    private UUID ward() {
        var person = people.takenIn(office);
        accounts.update("update supervisee set regime = 'JUVENILE' where id = ?", person);
        given().auth().oauth2(officer()).contentType("application/json")
                .body(Map.of("name", "Li", "phone", "+86 555 0100", "relation", "PARENT"))
                .put("/api/v1/supervisees/" + person + "/guardian").then().statusCode(204);
        return person;
    }

    private static Map<String, Object> application(Object leave) {
        return Map.of("leave", leave, "opinion", Map.of("supports", true, "content", "fine"));
    }

    private String application() {
        var leave = permission();
        return given().auth().oauth2(leave.token()).contentType("application/json").body(application(leave.body()))
                .post("/api/v1/" + leave.path().replace("permissions", "leave-applications")).then().statusCode(201)
                .extract().path("id");
    }

    private static Map<String, Object> permission(UUID area, String purpose) {
        return Map.of("kind", "SINGLE", "purpose", purpose, "areaIds", List.of(area), "validFrom",
                NOW.plusSeconds(60).toString(),
                "validUntil", NOW.plus(Duration.ofDays(2)).toString(), "appliedAt", NOW.minusSeconds(60).toString());
    }

    private Map<String, Object> unit(String name) {
        return Map.of("parentId", county, "level", "JUSTICE_OFFICE", "name", name);
    }

    private Map<String, Object> cover(UUID post) {
        var cover = new java.util.HashMap<String, Object>(Map.of("accountId", accounts.staff("COUNTY_OFFICER", county),
                "validUntil", NOW.plus(Duration.ofDays(3)).toString()));
        if (post != null) {
            cover.put("postId", post);
        }
        return cover;
    }

    private static Map<String, Object> account(String name) {
        return Map.of("login", UUID.randomUUID().toString(), "displayName", name, "password", Accounts.PASSWORD);
    }

    private Map<String, Object> supervisee(String name) {
        return Map.of("unitId", office, "caseNumber", UUID.randomUUID().toString(), "fullName", name, "legalBasis",
                "PROBATION", "termFrom", "2026-10-01", "termUntil", "2028-09-30");
    }

    private static Map<String, Object> checkIn(double lat) {
        return Map.of("fix", Map.of("fixedAt", NOW.toString(), "lon", 116.35, "lat", lat, "accuracyMetres", 10));
    }

    private static Map<String, Object> report(String education) {
        return Map.of("headings", Map.of("lawAbidance", "a", "supervision", "b", "education", education,
                "communityService", "c", "socialActivities", "d"));
    }

    private static Map<String, Object> mode(String reason) {
        return Map.of("mode", "CHECKPOINT", "basis", "CCL 26", "reason", reason);
    }

    private static Map<String, Object> instruction(String documentNumber) {
        return Map.of("documentNumber", documentNumber, "issuedBy", "legal department", "reason", "a reason",
                "validUntil", NOW.plus(Duration.ofDays(30)).toString());
    }

    private static Map<String, Object> order(String serialNumber) {
        var today = LocalDate.ofInstant(NOW, ZoneId.of("Asia/Shanghai"));
        return Map.of("serialNumber", serialNumber, "ground", "REFUSED_TO_REPORT", "evidence", "a warning",
                "documentNumber", "3", "approverName", "Li", "approverRole", "COUNTY_BUREAU_HEAD", "firstDay",
                today.toString(), "lastDay", today.plusDays(30).toString());
    }

    private String ordered() {
        var person = people.takenIn(office);
        var serialNumber = "E " + person;
        accounts.ordered(person, serialNumber);
        return "positioning-orders/" + accounts.queryOne("select id from positioning_order where supervisee_id = ?",
                person) + "/enrolment-codes";
    }

    private static Map<String, Object> remark(String content) {
        return Map.of("kind", "COMMENT", "content", content);
    }

    private static Map<String, Object> custody(int secondsAgo) {
        return Map.of("kind", "CUSTODY", "reason", "arrested", "from", NOW.minusSeconds(secondsAgo).toString());
    }

    private static Map<String, Object> area(double west) {
        var ring = List.of(List.of(west, 30), List.of(west + 1, 30), List.of(west + 1, 31), List.of(west, 30));
        return Map.of("type", "FeatureCollection", "features", List.of(Map.of("type", "Feature", "properties",
                Map.of("name", "A"), "geometry", Map.of("type", "Polygon", "coordinates", List.of(ring)))));
    }

    private String admin() {
        return accounts.token("ADMIN", county);
    }

    private String officer() {
        return accounts.token("OFFICER", office);
    }

    private UUID registered() {
        var person = accounts.supervisee(office);
        accounts.update("insert into standing (supervisee_id, device_kind) values (?, 'PHONE')", person);
        return person;
    }

    private static Map<String, Object> byPin(UUID person, String pin, String note) {
        return Map.of("caseNumber", person.toString(), "pin", pin, "note", note);
    }

    private String phoneWithASlot(String kind) {
        return people.phone(withASlot(kind)).token();
    }

    private UUID withASlot(String kind) {
        var person = people.takenIn(office);
        var schedule = UUID.randomUUID();
        var slot = UUID.randomUUID();
        var now = NOW.atOffset(ZoneOffset.UTC);
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " day_of_month, grace_seconds, valid) values (?, ?, ?, 1, 0, 1440, ?, 900,"
                + " tstzrange('2020-01-01', null))", schedule, person, kind, kind.equals("REPORT") ? 25 : null);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (?, ?, ?, ?, 1, ?, ?, ?, 'SCHEDULED')", slot, schedule, person, kind,
                now.minusHours(1), now.plusHours(1), now.plusHours(1));
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'SCHEDULED', now())", slot);
        return person;
    }

    private static ValidatableResponse post(Creation creation, String key, String path, Object body) {
        var request = given().auth().oauth2(creation.token()).header("Idempotency-Key", key);
        if (body != null) {
            request.contentType("application/json").body(body);
        }
        return request.post("/api/v1/" + path).then();
    }
}
