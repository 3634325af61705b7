package org.rollcall.backend.audit;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.Authenticator;
import org.rollcall.backend.testing.Checkout;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;

/** Each action is done by the API, and its row says who, by which post, what, whom, and what it changed. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RecordedDeedsTest {

    /** Something somebody does over the API. */
    @FunctionalInterface
    private interface Doing {

        void run() throws SQLException;
    }

    private static final String API = "/api/v1/";
    /** Looks change nothing. */
    private static final Set<Action> LOOKS = Set.of(Action.REPORTS_SEEN, Action.ALERT_SEEN, Action.CONTACT_SEEN,
            Action.TRAJECTORY_SEEN,
            Action.PRESENCE_SEARCHED, Action.PRESENCE_SEEN, Action.RECORD_SEEN, Action.EXPOSURE_SEEN, Action.CASE_SEEN,
            Action.MINOR_SEEN, Action.HOME_SEEN, Action.PERSONAL_DATA_SEEN, Action.PERSONAL_DATA_SEARCHED,
            Action.OWN_DATA_EXPORTED);
    /** Looks at where somebody was, and at a case from above, which have a purpose. */
    private static final Set<Action> ON_A_PURPOSE = Set.of(Action.ALERT_SEEN, Action.CONTACT_SEEN,
            Action.TRAJECTORY_SEEN,
            Action.PRESENCE_SEARCHED, Action.PRESENCE_SEEN, Action.CASE_SEEN, Action.HOME_SEEN);
    /** Done by a person, or by who holds a token and no session: there is no post. */
    private static final Set<Action> WITHOUT_A_POST = Set.of(Action.DEVICE_ENROLLED, Action.DEVICE_KEY_ROTATED,
            Action.REFRESH_TOKEN_REUSED, Action.PROVISIONAL_CHECK_IN_MADE, Action.OWN_DATA_EXPORTED,
            Action.GUARDIAN_ENTERED, Action.GUARDIAN_ACKNOWLEDGED, Action.OBJECTION_MADE);
    /** Thousands of shapes at once: the sum of the file and the counts are its detail. That one was told is all there is. */
    private static final Set<Action> WITHOUT_CHANGES = Set.of(Action.AREAS_IMPORTED, Action.GUARDIAN_ACKNOWLEDGED);
    /** What needs somebody else's server is done and looked at where that server is. */
    private static final Map<Action, String> ELSEWHERE = Map.of(Action.PROVIDER_POSTS_TAKEN,
            "access/ProviderSignInTest");

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    @io.quarkus.agroal.DataSource("owner")
    DataSource owner;

    private UUID county;
    private UUID office;
    private UUID person;
    private String login;
    private String officer;
    private String countyOfficer;
    private String admin;
    private Instant now;

    @BeforeEach
    void staffOfACounty() {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        person = people.takenIn(office);
        accounts.delegated(office);
        login = accounts.staff("OFFICER", office);
        officer = Accounts.signIn(login);
        countyOfficer = accounts.token("COUNTY_OFFICER", county);
        admin = accounts.token("ADMIN", county);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void theRowSaysWhoByWhichPostWhatAndWhatItChanged(Action action) throws SQLException {
        if (ELSEWHERE.containsKey(action)) {
            assertThat(sourceOf(ELSEWHERE.get(action))).contains('"' + action.name() + '"');
            return;
        }
        var doing = doings().get(action);
        assertThat(doing).as("say here how " + action + " is done over the API").isNotNull();
        var begun = (Long) accounts.queryOne("select count(*) from audit_entry where action = ?", action.name());

        doing.run();

        assertThat((Long) accounts.queryOne("select count(*) from audit_entry where action = ?", action.name()))
                .isGreaterThan(begun);
        assertThat(text(action, "actor")).as("who").isNotNull();
        assertThat(text(action, "object_id")).as("object").isNotNull();
        assertThat(text(action, "cardinality(posts) > 0")).as("posts").isEqualTo(
                WITHOUT_A_POST.contains(action) ? "false" : "true");
        if (ON_A_PURPOSE.contains(action)) {
            assertThat(text(action, "purpose")).as("purpose").isNotBlank();
        }
        if (LOOKS.contains(action) || WITHOUT_CHANGES.contains(action)) {
            assertThat(text(action, "coalesce(before, after)")).as("changes").isNull();
        } else {
            assertThat(text(action, "before")).as("before").isNotNull();
            assertThat(text(action, "after")).as("after").isNotNull().isNotEqualTo("{}");
        }
    }

    @Test
    void whatIsPersonalIsADigestUnderAKeyAndTheRestIsShown() {
        var name = "李强" + UUID.randomUUID();
        var first = register(name);
        var again = register(name);

        var row = after(first, "supervisee");
        assertThat(row.getString("legal_basis")).isEqualTo("PROBATION");
        assertThat(row.getString("full_name")).matches("hmac:[0-9a-f]{32}")
                .isEqualTo(after(again, "supervisee").getString("full_name"));
        assertThat(row.getString("case_number")).matches("hmac:[0-9a-f]{32}")
                .isNotEqualTo(after(again, "supervisee").getString("case_number"));
        assertThat(accounts.queryOne("select count(*) from audit_entry where strpos(before::text || after::text"
                + " || detail::text, ?) > 0", name)).isEqualTo(0L);
        assertThat(accounts.queryOne("select 'hmac:' || left(encode(sha256(convert_to(?, 'UTF8')), 'hex'), 32)",
                "20:supervisee.full_name" + name)).as("without the key").isNotEqualTo(row.getString("full_name"));
    }

    @Test
    void aChangeTellsOnlyWhatChangedAsItWasAndAsItIs() {
        var account = UUID.fromString(accounts.staff("OFFICER", office));

        as(admin).post(API + "accounts/" + account + "/disablement").then().statusCode(200);

        var before = new JsonObject(
                (String) accounts.queryOne("select before::text from audit_entry where object_id = ?"
                        + " and action = 'ACCOUNT_DISABLED'", account))
                .getJsonObject("account/" + account);
        var after = new JsonObject((String) accounts.queryOne("select after::text from audit_entry where object_id = ?"
                + " and action = 'ACCOUNT_DISABLED'", account)).getJsonObject("account/" + account);
        assertThat(before.fieldNames()).containsExactly("disabled_at");
        assertThat(before.getValue("disabled_at")).isNull();
        assertThat(after.fieldNames()).containsExactly("disabled_at");
        assertThat(after.getString("disabled_at")).isNotBlank();
    }

    @Test
    void aChangeOfThePasswordShowsThatItChangedAndNotTheHash() {
        changePassword();

        var after = new JsonObject(
                (String) accounts.queryOne("select after::text from audit_entry where actor = ?::uuid"
                        + " and action = 'PASSWORD_CHANGED'", login))
                .getJsonObject("account/" + login);
        assertThat(after.getString("password_hash")).matches("hmac:[0-9a-f]{32}");
    }

    @Test
    void theDigestIsHmacSha256() {
        // Given a key of 32 zero bytes, whose padded blocks are all 0x36 and all 0x5c
        accounts.update("create or replace function digest_under_zeroes(field text, value text) returns text language"
                + " plpgsql as $$ begin perform set_config('rollcall.digest_key', '" + "36".repeat(64) + "5c".repeat(64)
                + "', true); return audit_digest(field, value); end $$");

        // RFC 2104 by another implementation: HMAC-SHA-256 of "1:ab"
        assertThat(accounts.queryOne("select digest_under_zeroes('a', 'b')"))
                .isEqualTo("hmac:" + hmac("1:ab").substring(0, 32));
        assertThat(accounts.queryOne("select audit_digest('a', 'b')")).isEqualTo("*");
    }

    /** Every column that is not said to be harmless is a digest, also one that is added later. */
    @Test
    void ofTheTablesThatAreWatchedNoTextIsShownThatSomebodyWrote() {
        assertThat(
                accounts.queryOne("select string_agg(c.relname || '.' || a.attname, ' ' order by 1) from pg_trigger t"
                        + " join pg_class c on c.oid = t.tgrelid join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
                        + " and not a.attisdropped where t.tgname = 'audit_changes' and a.atttypid = 'text'::regtype"
                        + " and strpos(encode(t.tgargs, 'escape'), a.attname || '\\000') > 0 and a.attname not in"
                        + " ('kind', 'role', 'level', 'dialect', 'device_kind', 'mode', 'state', 'code', 'severity', 'condition',"
                        + " 'handling', 'relation', 'document_kind', 'attestation', 'regime', 'legal_basis', 'ground', 'approver_role', 'zone',"
                        + " 'class', 'at_end', 'outcome', 'revoked_for')"))
                .as("shown, and no word of a closed list").isEqualTo("agency_unit.name");
    }

    /** A table that is new is watched, or stands here and so does why: nobody writes before and after by hand. */
    @Test
    void whatStaffAndPeopleWriteIsWatchedButForThese() {
        assertThat(((String) accounts.queryOne("select string_agg(c.relname, ' ' order by c.relname) from pg_class c"
                + " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition"
                + " and has_any_column_privilege('rollcall_api', c.oid, 'insert, update') and not exists"
                + " (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audit_changes')")).split(" "))
                .containsExactlyInAnyOrder(
                        // Thousands at once: their count and sum is the detail.
                        "area", "area_version", "permission_area",
                        // Follows from what is watched, or tells its own story.
                        "agency_unit_ancestor", "slot", "slot_entry", "alert_entry", "outbox", "staff_task",
                        "fix_link", "judging_policy", "judging_assignment", "audit_entry",
                        // Secrets and keys of machines, and what was spent.
                        "signing_key", "field_key", "registration", "refresh_token", "staff_refresh_token",
                        "sign_in_challenge", "device_assertion", "idempotency_key");
    }

    // ------------------------------------------------------------ how each is done

    private Map<Action, Doing> doings() {
        var all = new HashMap<Action, Doing>();
        all.putAll(ofStaff());
        all.putAll(ofCases());
        all.putAll(ofWhatIsPersonal());
        return all;
    }

    private Map<Action, Doing> ofStaff() {
        return Map.ofEntries(entry(Action.SECOND_FACTOR_ENROLLED, this::enrolFactor),
                entry(Action.RECOVERY_CODES_RENEWED, () -> as(officer).body(Map.of("code", enrolFactor()))
                        .post(API + "me/second-factor/recovery-codes").then().statusCode(200)),
                entry(Action.RECOVERY_CODE_USED, this::signInByRecoveryCode),
                entry(Action.SECOND_FACTOR_RESET, () -> {
                    enrolFactor();
                    as(admin).post(API + "accounts/" + login + "/second-factor/reset").then().statusCode(204);
                }), entry(Action.COVER_GIVEN, this::cover),
                entry(Action.COVER_ENDED, () -> as(officer).post(API + "me/covers/" + cover() + "/ending").then()
                        .statusCode(204)),
                entry(Action.HELPER_ASSIGNED, this::assignment),
                entry(Action.HELPER_RELIEVED, () -> as(officer).post(API + "assignments/" + assignment() + "/ending")
                        .then().statusCode(200)));
    }

    private Map<Action, Doing> ofWhatIsPersonal() {
        var itself = API + "supervisees/" + person;
        return Map.ofEntries(
                entry(Action.CASE_SEEN, () -> as(accounts.token("SUPERIOR", county)).queryParam("purpose", "COMPLAINT")
                        .get(itself).then().statusCode(200)),
                entry(Action.MINOR_SEEN, () -> {
                    var minor = minor();
                    as(whoMaySeeMinors()).get(API + "supervisees/" + minor).then().statusCode(200);
                }),
                entry(Action.GUARDIAN_RECORDED, () -> {
                    var minor = minor();
                    as(whoMaySeeMinors()).body(Map.of("name", "李芳", "phone", "+86 555 0100", "relation", "PARENT"))
                            .put(API + "supervisees/" + minor + "/guardian").then().statusCode(204);
                }), entry(Action.PERSONAL_DATA_SET, this::personalData),
                entry(Action.PERSONAL_DATA_SEEN, () -> {
                    personalData();
                    as(officer).get(itself + "/personal-data").then().statusCode(200);
                }),
                entry(Action.PERSONAL_DATA_SEARCHED, () -> as(officer).body(Map.of("phone", "+86 138 0013 8000"))
                        .post(API + "personal-data-searches").then().statusCode(200)),
                entry(Action.OWN_DATA_EXPORTED, () -> as(people.phone(person).token()).get(API + "me/data").then()
                        .statusCode(200)),
                entry(Action.LEGAL_HOLD_PLACED, this::hold),
                entry(Action.LEGAL_HOLD_LIFTED, () -> post(countyOfficer, "legal-holds/" + hold() + "/lifting",
                        Map.of("reason", "Over"), 200)),
                entry(Action.REMARK_MADE, this::notice),
                entry(Action.REMARK_ANSWERED, () -> post(countyOfficer, "remarks/" + notice() + "/answer",
                        Map.of("content", "It is corrected."), 201)),
                entry(Action.CHECK_IN_PIN_ISSUED, this::pin),
                entry(Action.PROVISIONAL_CHECK_IN_MADE, this::checkInByPin),
                entry(Action.OBJECTION_MADE, this::objection),
                entry(Action.OBJECTION_DECIDED, () -> post(officer, "objections/" + objection() + "/decision",
                        Map.of("outcome", "UPHELD", "reason", "The neighbours say so."), 201)),
                entry(Action.RETENTION_CHANGED, () -> post(accounts.token("ADMIN", accounts.province()),
                        "processing-register/changes", Map.of("dataClass", "STAFF_SESSIONS", "days", 30, "atEnd",
                                "DELETE", "reason", "As before"),
                        201)),
                entry(Action.PROVISIONAL_CHECK_IN_DECIDED, () -> post(officer, "provisional-check-ins/"
                        + checkInByPin() + "/decision", Map.of("outcome", "CONFIRM", "reason", "Called."), 200)));
    }

    private Map<Action, Doing> ofCases() {
        return Map.ofEntries(entry(Action.SIGNED_IN, () -> Accounts.signIn(login)),
                entry(Action.SESSION_ENDED, this::endSession),
                entry(Action.SESSIONS_ENDED, () -> as(officer).post(API + "me/sessions/revocation").then()
                        .statusCode(204)),
                entry(Action.REFRESH_TOKEN_REUSED, this::reuse), entry(Action.PASSWORD_CHANGED, this::changePassword),
                entry(Action.UNIT_CREATED, () -> post(admin, "agency-units", Map.of("parentId", county.toString(),
                        "level", "JUSTICE_OFFICE", "name", "Office " + UUID.randomUUID()), 201)),
                entry(Action.ACCOUNT_CREATED, () -> post(admin, "accounts", Map.of("login", "x" + UUID.randomUUID(),
                        "displayName", "Somebody", "password", "correct horse battery"), 201)),
                entry(Action.ACCOUNT_DISABLED, () -> as(admin)
                        .post(API + "accounts/" + accounts.staff("OFFICER", office) + "/disablement").then()
                        .statusCode(200)),
                entry(Action.PASSWORD_RESET, () -> as(admin).body(Map.of("password", "a password for one day"))
                        .post(API + "accounts/" + login + "/password/reset").then().statusCode(204)),
                entry(Action.POST_CREATED, () -> post(admin, "accounts/" + login + "/posts",
                        Map.of("unitId", county.toString(), "role", "OFFICER"), 201)),
                entry(Action.POST_ENDED, () -> as(admin).post(API + "posts/" + one("post", "account_id",
                        UUID.fromString(accounts.staff("OFFICER", office))) + "/ending").then().statusCode(200)),
                entry(Action.SUPERVISEE_REGISTERED, () -> register("Somebody")),
                entry(Action.INTAKE_RECORDED, () -> post(officer, "supervisees/" + accounts.supervisee(office)
                        + "/intake", Map.of("at", now.minusSeconds(60).toString()), 201)),
                entry(Action.ENROLMENT_CODE_ISSUED, this::code),
                entry(Action.DEVICE_ENROLLED, () -> given().contentType("application/json")
                        .body(Map.of("code", code(), "publicKey", PhoneKey.make().jwk())).post(API + "enrolments")
                        .then().statusCode(201)),
                entry(Action.DEVICE_KEY_ROTATED, this::rotateKey), entry(Action.AREAS_IMPORTED, this::importAreas),
                entry(Action.HOME_AREA_SET, () -> as(officer).body(Map.of("areaIds", List.of(areas.square(116, 39, 1))))
                        .put(API + "supervisees/" + person + "/home-area").then().statusCode(200)),
                entry(Action.HOME_SEEN, () -> {
                    var circle = areas.circle(116, 39, 500);
                    areas.home(person, circle);
                    as(officer).get(API + "areas/" + circle + "?purpose=ALERT").then().statusCode(200);
                }), entry(Action.PERMISSION_GRANTED, this::permission),
                entry(Action.PERMISSION_REVOKED, () -> post(officer, "permissions/" + permission() + "/revocation",
                        Map.of("reason", "Enough"), 200)),
                entry(Action.DEVICE_REVOKED, () -> post(officer, "devices/" + people.phone(person).device()
                        + "/revocation", Map.of("reason", "STOLEN"), 200)),
                entry(Action.DEVICES_ALLOWED, this::allowance),
                entry(Action.DEVICES_ALLOWED_NO_MORE, () -> as(countyOfficer)
                        .post(API + "device-allowances/" + allowance() + "/ending").then().statusCode(200)),
                entry(Action.GUARDIANSHIP_OPENED, this::guardianship),
                entry(Action.GUARDIANSHIP_ENDED, () -> as(officer)
                        .post(API + "guardianships/" + guardianship().path("id") + "/ending").then().statusCode(200)),
                entry(Action.GUARDIAN_ENTERED, this::enterGuardianship),
                entry(Action.GUARDIAN_TOLD, () -> post(officer, "supervisees/" + ward() + "/guardian-notices",
                        Map.of("kind", "DUTY_OF_CARE"), 201)),
                entry(Action.GUARDIAN_ACKNOWLEDGED, this::acknowledge),
                entry(Action.LEAVE_APPLICATION_RECORDED, this::leaveApplication),
                entry(Action.LEAVE_OPINION_GIVEN, () -> post(officer, "leave-applications/" + leaveApplication()
                        + "/opinions", Map.of("supports", false, "content", "No paper"), 201)),
                entry(Action.LEAVE_DECIDED, () -> post(officer, "leave-applications/" + leaveApplication()
                        + "/decision", Map.of("granted", true, "reason", "A visit"), 200)),
                entry(Action.LEAVE_DELEGATED, this::delegation),
                entry(Action.LEAVE_DELEGATION_ENDED, () -> as(countyOfficer)
                        .post(API + "leave-delegations/" + delegation() + "/ending").then().statusCode(200)),
                entry(Action.SCHEDULE_CREATED, this::schedule),
                entry(Action.SCHEDULE_ENDED, () -> as(officer).post(API + "schedules/" + schedule() + "/ending").then()
                        .statusCode(200)),
                entry(Action.REPORTS_SEEN, () -> as(officer).get(API + "supervisees/" + person + "/reports").then()
                        .statusCode(200)),
                entry(Action.LOCATION_MODE_SET, this::mode),
                entry(Action.LOCATION_MODE_ENDED, () -> post(officer, "location-modes/" + mode() + "/ending",
                        Map.of("reason", "Enough"), 200)),
                entry(Action.LEGAL_INSTRUCTION_RECORDED, () -> post(countyOfficer, "supervisees/" + person
                        + "/legal-instructions",
                        Map.of("documentNumber", "12号", "issuedBy", "法制科", "reason", "重点监管",
                                "validUntil", now.plus(Duration.ofDays(9)).toString()),
                        201)),
                entry(Action.POSITIONING_ORDER_RECORDED, this::order),
                entry(Action.POSITIONING_ORDER_LIFTED, () -> post(countyOfficer, "positioning-orders/" + order()
                        + "/lifting", Map.of("reason", "Enough"), 200)),
                entry(Action.CUSTODY_RECORDED, this::custody),
                entry(Action.CUSTODY_ENDED, () -> post(officer, "custody/" + custody() + "/ending",
                        Map.of("reason", "Free"), 200)),
                entry(Action.RELEASE_RECORDED, () -> post(officer, "supervisees/" + person + "/release",
                        Map.of("kind", "PARDON", "reason", "Pardoned"), 201)),
                entry(Action.ALERT_SEEN, () -> as(officer).get(API + "alerts/" + alert()).then().statusCode(200)),
                entry(Action.CONTACT_SEEN, () -> as(officer).get(API + "alerts/" + alert() + "/contact").then()
                        .statusCode(200)),
                entry(Action.ALERT_ACKNOWLEDGED, () -> post(officer, "alerts/" + alert() + "/acknowledgement",
                        Map.of("reason", "Calling"), 200)),
                entry(Action.ALERT_CLOSED, () -> post(officer, "alerts/" + alert() + "/closure",
                        Map.of("outcome", "VERIFIED_INNOCENT", "reason", "Seen"), 200)),
                entry(Action.TRAJECTORY_SEEN, () -> as(officer).queryParam("purpose", "COMPLAINT").queryParams(today())
                        .get(API + "supervisees/" + person + "/trajectory").then().statusCode(200)),
                entry(Action.PRESENCE_SEARCHED, this::search), entry(Action.PRESENCE_SEEN, this::search),
                entry(Action.RECORD_SEEN, () -> as(countyOfficer).queryParams(today())
                        .get(API + "supervisees/" + person + "/audit-entries").then().statusCode(200)),
                entry(Action.EXPOSURE_SEEN, () -> as(countyOfficer).queryParams(today())
                        .get(API + "accounts/" + login + "/exposure").then().statusCode(200)));
    }

    /** A recovery code of the officer, who has an authenticator from now on. */
    private String enrolFactor() {
        String shown = as(officer).body(Map.of("password", Accounts.PASSWORD))
                .post(API + "me/second-factor/enrolment").then().statusCode(200).extract().path("secret");
        return as(officer).body(Map.of("code", Authenticator.of(shown).code(Instant.now())))
                .post(API + "me/second-factor/confirmation").then().statusCode(200).extract().path("recoveryCodes[0]");
    }

    private void signInByRecoveryCode() {
        var code = enrolFactor();
        String challenge = given().contentType("application/json")
                .body(Map.of("login", login, "password", Accounts.PASSWORD)).post(API + "sessions").then()
                .statusCode(202).extract().path("challenge");
        given().contentType("application/json").body(Map.of("challenge", challenge, "code", code))
                .post(API + "sessions/second-factor").then().statusCode(201);
    }

    private String cover() {
        return post(officer, "me/covers", Map.of("postId", one("post", "account_id", UUID.fromString(login)),
                "accountId", accounts.staff("COUNTY_OFFICER", county), "validUntil",
                now.plus(Duration.ofDays(3)).toString()), 201);
    }

    private String assignment() {
        return post(officer, "supervisees/" + person + "/assignments",
                Map.of("accountId", accounts.staff("TEAM_MEMBER", office)), 201);
    }

    private String minor() {
        return post(officer, "supervisees", Map.of("unitId", office.toString(), "caseNumber",
                UUID.randomUUID().toString(), "fullName", "Somebody", "legalBasis", "PROBATION", "termFrom",
                "2026-01-01", "termUntil", "2048-01-01", "juvenile", true), 201);
    }

    private String whoMaySeeMinors() {
        var permitted = accounts.staff(null, office);
        accounts.update("update account set made_in = ? where id = ?", office, UUID.fromString(permitted));
        post(admin, "accounts/" + permitted + "/posts", Map.of("unitId", office, "role", "OFFICER", "minors", true),
                201);
        return Accounts.signIn(permitted);
    }

    private void personalData() {
        as(officer).body(Map.of("phone", "+86 138 0013 8000", "healthNotes", "哮喘"))
                .put(API + "supervisees/" + person + "/personal-data").then().statusCode(200);
    }

    private String objection() {
        return post(people.phone(person).token(), "me/objections", Map.of("from", now.minusSeconds(7_200).toString(),
                "until", now.minusSeconds(3_600).toString(), "statement", "I was at home."), 201);
    }

    private String hold() {
        return post(countyOfficer, "supervisees/" + person + "/legal-holds", Map.of("reason", "A complaint"), 201);
    }

    private String notice() {
        return post(accounts.token("PROSECUTOR", county), "supervisees/" + person + "/remarks",
                Map.of("kind", "CORRECTION_NOTICE", "documentNumber", "2026-17", "content", "The permit is late.",
                        "answerBy", "2026-12-20"),
                201);
    }

    private String pin() {
        return as(officer).post(API + "supervisees/" + person + "/check-in-pins").then().statusCode(201).extract()
                .path("pin");
    }

    private String checkInByPin() {
        var schedule = UUID.randomUUID();
        var slot = UUID.randomUUID();
        var at = now.atOffset(ZoneOffset.UTC);
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 0, 1440, 900, tstzrange('2020-01-01', '2020-01-02'))",
                schedule, person);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (?, ?, ?, 'CHECK_IN', 1, ?, ?, ?, 'SCHEDULED')", slot, schedule, person,
                at.minusHours(1), at.plusHours(1), at.plusMinutes(75));
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'SCHEDULED', now())", slot);
        return given().contentType("application/json")
                .body(Map.of("caseNumber", person.toString(), "pin", pin(), "note", "手机丢了"))
                .post(API + "provisional-check-ins").then().statusCode(201).extract().path("id");
    }

    private void endSession() {
        Accounts.signIn(login);
        as(officer).post(API + "me/sessions/" + accounts.queryOne("select id from staff_session where account_id ="
                + " ?::uuid order by opened_at desc, id desc limit 1", login) + "/revocation").then().statusCode(204);
    }

    private void reuse() {
        String token = given().contentType("application/json")
                .body(Map.of("login", login, "password", Accounts.PASSWORD)).post(API + "sessions").then()
                .statusCode(201).extract().path("refreshToken");
        var renewal = given().contentType("application/json").body(Map.of("refreshToken", token));
        renewal.post(API + "sessions/renewal").then().statusCode(200);
        given().contentType("application/json").body(Map.of("refreshToken", token)).post(API + "sessions/renewal")
                .then().statusCode(401);
    }

    private void changePassword() {
        as(officer).body(Map.of("oldPassword", Accounts.PASSWORD, "newPassword", "another long password"))
                .put(API + "me/password").then().statusCode(204);
    }

    private UUID register(String name) {
        return UUID.fromString(post(officer, "supervisees", Map.of("unitId", office.toString(), "caseNumber",
                UUID.randomUUID().toString(), "fullName", name, "legalBasis", "PROBATION", "termFrom", "2026-01-01",
                "termUntil", "2028-01-01"), 201));
    }

    private String code() {
        return as(officer).post(API + "supervisees/" + person + "/enrolment-codes").then().statusCode(201).extract()
                .path("code");
    }

    private void rotateKey() {
        var phone = people.phone(person);
        var fresh = PhoneKey.make();
        as(phone.token())
                .body(Map.of("publicKey", fresh.jwk(), "assertion",
                        fresh.sign(PhoneKey.claims(phone.device(), Instant.now()))))
                .put(API + "me/device-key").then().statusCode(204);
    }

    private void importAreas() {
        as(admin).queryParam("crs", "WGS84").body("""
                {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "%s",
                "name": "Town"}, "geometry": {"type": "Polygon", "coordinates":
                [[[116.3, 39.9], [116.4, 39.9], [116.4, 39.98], [116.3, 39.98], [116.3, 39.9]]]}}]}"""
                .formatted(UUID.randomUUID())).post(API + "areas/imports").then().statusCode(200);
    }

    private String permission() {
        return post(officer, "supervisees/" + person + "/permissions", leave(), 201);
    }

    private String allowance() {
        return post(countyOfficer, "supervisees/" + person + "/device-allowances",
                Map.of("phones", 2, "reason", "A phone at home and one at work"), 201);
    }

    private UUID ward() {
        accounts.update("update supervisee set regime = 'JUVENILE' where id = ?", person);
        as(officer).body(Map.of("name", "Li", "phone", "+86 555 0100", "relation", "PARENT"))
                .put(API + "supervisees/" + person + "/guardian").then().statusCode(204);
        return person;
    }

    private io.restassured.response.ExtractableResponse<?> guardianship() {
        return as(officer).post(API + "supervisees/" + ward() + "/guardianships").then().statusCode(201).extract();
    }

    private String enterGuardianship() {
        return given().contentType("application/json").body(Map.of("code", guardianship().<String>path("code")))
                .post(API + "guardian-enrolments").then().statusCode(201).extract().path("secret");
    }

    private void acknowledge() {
        var secret = enterGuardianship();
        var notice = post(officer, "supervisees/" + person + "/guardian-notices", Map.of("kind", "DUTY_OF_CARE"), 201);
        as(secret).post(API + "me/ward-notices/" + notice + "/acknowledgement").then().statusCode(200);
    }

    private Map<String, Object> leave() {
        return Map.of("kind", "SINGLE", "purpose", "Visit", "areaIds", List.of(areas.square(115, 35, 1)), "validFrom",
                now.plusSeconds(60).toString(), "validUntil", now.plusSeconds(90_000).toString(), "appliedAt",
                now.minusSeconds(60).toString());
    }

    private String leaveApplication() {
        return post(officer, "supervisees/" + person + "/leave-applications",
                Map.of("leave", leave(), "opinion", Map.of("supports", true, "content", "Fine")), 201);
    }

    private String delegation() {
        return post(countyOfficer, "agency-units/" + accounts.unit(county, "JUSTICE_OFFICE", "Other")
                + "/leave-delegations", Map.of("reason", "Paper 7"), 201);
    }

    private String schedule() {
        return post(officer, "supervisees/" + person + "/schedules", Map.of("kind", "CHECK_IN", "opens", "08:00",
                "closes", "10:00", "graceMinutes", 30), 201);
    }

    private String mode() {
        return post(officer, "supervisees/" + accounts.takenInForCheckpoints(office) + "/location-modes",
                Map.of("mode", "SPARSE", "basis", "Rules", "reason", "Missed", "intervalMinutes", 60, "hours",
                        Map.of("from", "08:00", "until", "20:00"), "notifiedAt", now.minusSeconds(60).toString()),
                201);
    }

    private String order() {
        var today = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
        return post(countyOfficer, "supervisees/" + person + "/positioning-orders", Map.of("serialNumber",
                "SN-" + UUID.randomUUID(), "ground", "LEFT_WITHOUT_PERMISSION", "evidence", "询问笔录", "documentNumber",
                "3号", "approverName", "李建国", "approverRole", "COUNTY_BUREAU_HEAD", "firstDay", today.toString(),
                "lastDay", today.plusDays(30).toString()), 201);
    }

    private String custody() {
        return post(officer, "supervisees/" + person + "/custody", Map.of("kind", "CUSTODY", "reason", "Arrested",
                "from", now.minusSeconds(60).toString()), 201);
    }

    private UUID alert() {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', 'OPEN',"
                + " now() - interval '1 minute', now() - interval '1 minute')", id, person, office);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", id);
        return id;
    }

    private void search() {
        var from = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(20));
        accounts.update(
                "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon,"
                        + " lat, raw_x, raw_y, raw_crs, accuracy_m, verdict, late, rules_version) values (?, ?::timestamptz,"
                        + " decode(md5(random()::text), 'hex'), now(), gen_random_uuid(), 1, 116.3, 31.5, 116.3, 31.5, 'WGS84',"
                        + " 20, 'INSIDE', false, 1)",
                person, from.plusSeconds(60).toString());
        as(countyOfficer).body(Map.of("circle", Map.of("lon", 116.3, "lat", 31.5, "radiusMetres", 200), "from",
                from.toString(), "to", from.plusSeconds(600).toString(), "caseReference", "CASE-1"))
                .post(API + "presence-searches").then().statusCode(200);
    }

    private String post(String token, String path, Map<String, Object> body, int status) {
        return as(token).body(new HashMap<>(body)).post(API + path).then().statusCode(status).extract().path("id");
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private Map<String, String> today() {
        return Map.of("from", now.minus(Duration.ofDays(1)).toString(), "to", now.plus(Duration.ofDays(1)).toString());
    }

    private Object one(String table, String column, UUID of) {
        return accounts.queryOne("select id from " + table + " where " + column + " = ?", of);
    }

    private JsonObject after(UUID object, String table) {
        return new JsonObject((String) accounts.queryOne("select after::text from audit_entry where object_id = ?",
                object)).getJsonObject(table + "/" + object);
    }

    private String text(Action action, String column) throws SQLException {
        try (var connection = owner.getConnection();
                var statement = connection
                        .prepareStatement("select (" + column + ")::text from audit_entry where action"
                                + " = ? order by tx desc, id desc limit 1")) {
            statement.setString(1, action.name());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static String sourceOf(String test) {
        try {
            return Files.readString(
                    Checkout.resolve("backend/src/test/java/org/rollcall/backend/" + test + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
