package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class EnrolmentDaysTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID office;
    private String officer;
    private UUID first;
    private UUID second;

    @BeforeEach
    void anOfficeOfTwo() {
        office = people.office();
        officer = accounts.token(Role.OFFICER, office);
        first = people.takenIn(office);
        second = people.takenIn(office);
    }

    @Test
    void allWithoutAPhoneGetACodeThatHoldsForADayAndWorksOnce() {
        var answer = issue(Map.of()).statusCode(201).extract().jsonPath();

        assertThat(answer.getList("codes.superviseeId")).containsExactlyInAnyOrder(first.toString(), second.toString());
        assertThat(Duration.between(Instant.parse(answer.getString("issuedAt")),
                Instant.parse(answer.getString("expiresAt")))).isEqualTo(Duration.ofHours(24));
        String code = answer.getString("codes[0].code");
        assertThat(answer.getString("codes[0].qrText")).endsWith("&code=" + code);
        enrol(code).statusCode(201).body("superviseeId", equalTo(answer.getString("codes[0].superviseeId")));
        enrol(code).statusCode(404);
    }

    @Test
    void whoHasAPhoneGetsACodeOnlyWhereNamed() {
        people.phone(first);

        issue(Map.of()).body("codes.superviseeId", equalTo(List.of(second.toString())));
        issue(Map.of("superviseeIds", List.of(first))).body("codes.superviseeId", equalTo(List.of(first.toString())));
    }

    @Test
    void howLongTheyHoldIsChosen() {
        var answer = issue(Map.of("holdsForHours", 72)).statusCode(201).extract().jsonPath();

        assertThat(Duration.between(Instant.parse(answer.getString("issuedAt")),
                Instant.parse(answer.getString("expiresAt")))).isEqualTo(Duration.ofHours(72));
        issue(Map.of("holdsForHours", 0)).statusCode(400);
        issue(Map.of("holdsForHours", 337)).statusCode(400);
    }

    @Test
    void eachIsOnRecordAndEndsTheOneBefore() {
        issue(Map.of()).statusCode(201);
        issue(Map.of()).statusCode(201);

        for (var person : List.of(first, second)) {
            assertThat(accounts.queryOne("select count(*) from audit_entry where object_id = ?"
                    + " and action = 'ENROLMENT_CODE_ISSUED' and detail ->> 'enrolmentDay' = 'true'", person))
                    .isEqualTo(2L);
            assertThat(accounts.queryOne("select count(*) from enrolment_code where supervisee_id = ?"
                    + " and replaced_at is null", person)).isEqualTo(1L);
        }
    }

    @Test
    void aRepetitionGetsTheSameCodes() {
        var key = UUID.randomUUID().toString();
        var once = issue(as(officer).header("Idempotency-Key", key), Map.of()).statusCode(201).extract().asString();

        issue(as(officer).header("Idempotency-Key", key), Map.of()).statusCode(201).body(equalTo(once));
    }

    @Test
    void theSheetShowsEverybodyAndFetchesNothing() {
        accounts.update("update supervisee set full_name = '李小明', regime = 'JUVENILE' where id = ?", first);
        accounts.update("update supervisee set full_name = 'A <b> & \"C\"' where id = ?", second);

        var answer = issue(as(officer).accept("text/html"), Map.of()).statusCode(201).extract();

        var page = answer.asString();
        assertThat(answer.contentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page).contains("李＊", "A &lt;b&gt; &amp; &quot;C&quot;").doesNotContain("李小", "<b>", "<script",
                "src=",
                "href=", "url(", "http:", "https:");
        assertThat(Pattern.compile("<svg ").matcher(page).results().count()).isEqualTo(2);
        assertThat(Pattern.compile("<code>(\\w{4} ){3}\\w{4}</code>").matcher(page).results().count()).isEqualTo(2);
    }

    @Test
    void moreThanFiveHundredComeInSeveralAnswers() {
        var id = UUID.randomUUID().toString();
        accounts.update("insert into account (id, kind, display_name, created_at)"
                + " select gen_random_uuid(), 'SUPERVISEE', ?, now() from generate_series(1, 499)", id);
        accounts.update(
                "insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from, term_until,"
                        + " created_at) select id, ?, id::text, 'Somebody', 'PROBATION', '2020-01-01', '2099-12-31', now()"
                        + " from account where display_name = ?",
                office, id);

        var page = issue(Map.of()).statusCode(201).extract().jsonPath();
        var rest = issue(Map.of("after", page.getString("next"))).statusCode(201).extract().jsonPath();

        assertThat(page.getList("codes")).hasSize(500);
        assertThat(rest.getList("codes")).hasSize(1);
        assertThat(rest.getString("next")).isNull();
    }

    @Test
    void whoseTermIsOverGetsNone() {
        accounts.update("update supervisee set term_until = '2021-12-31' where id = ?", first);

        issue(Map.of()).body("codes.superviseeId", equalTo(List.of(second.toString())));
        issue(Map.of("superviseeIds", List.of(first))).statusCode(404);
    }

    @Test
    void nobodyElseMakesThem() {
        var body = Map.of();
        given().contentType("application/json").body(body).post(path(office)).then().statusCode(401);
        for (var token : List.of(people.phone(first).token(), accounts.token(Role.PROSECUTOR, office),
                accounts.token(Role.ADMIN, office))) {
            issue(as(token), body).statusCode(403);
        }
        issue(as(accounts.token(Role.OFFICER, people.office())), body).statusCode(404);
        as(officer).body(body).post(path(UUID.randomUUID())).then().statusCode(404);
        issue(Map.of("superviseeIds", List.of(second, people.takenIn()))).statusCode(404);
        assertThat(accounts.queryOne("select count(*) from enrolment_code where supervisee_id = ?", second))
                .isEqualTo(0L);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        var tooMany = new ArrayList<UUID>();
        for (int i = 0; i < 501; i++) {
            tooMany.add(UUID.randomUUID());
        }
        issue(Map.of("superviseeIds", tooMany)).statusCode(400);
        issue(Map.of("superviseeIds", List.of())).statusCode(400);
        issue(Map.of("superviseeIds", List.of(first), "after", first)).statusCode(400);
        issue(Map.of("surprise", 1)).statusCode(400);
        as(officer).body("{").post(path(office)).then().statusCode(400);
    }

    @Test
    void noCodeIsPrinted() {
        var slip = new EnrolmentDay.Slip(first, "1", "x", second, "K7QX2M4DT9WZ3HR1", "x?code=K7QX2M4DT9WZ3HR1");

        assertThat(new EnrolmentDay("x", Instant.EPOCH, Instant.EPOCH, List.of(slip), null).toString())
                .doesNotContain("K7QX");
    }

    private ValidatableResponse issue(Map<String, ?> body) {
        return issue(as(officer), body);
    }

    private ValidatableResponse issue(RequestSpecification request, Map<?, ?> body) {
        return request.body(body).post(path(office)).then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private static String path(UUID unit) {
        return "/api/v1/agency-units/" + unit + "/enrolment-codes";
    }

    private static ValidatableResponse enrol(String code) {
        return given().contentType("application/json")
                .body(Map.of("code", code, "dialect", "NATIVE", "publicKey", PhoneKey.make().jwk()))
                .post("/api/v1/enrolments").then();
    }
}
