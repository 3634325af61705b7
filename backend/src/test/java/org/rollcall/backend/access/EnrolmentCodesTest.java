package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.rollcall.backend.testing.Contract.given;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class EnrolmentCodesTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID office;
    private UUID person;
    private String login;
    private String officer;

    @BeforeEach
    void somebodyOnTheRegister() {
        office = people.office();
        person = accounts.supervisee(office);
        login = accounts.staff("OFFICER", office);
        officer = Accounts.signIn(login);
    }

    @Test
    void aCodeIsShownOnceAndOnlyItsHashIsKept() {
        var answer = issue().statusCode(201).body("qrText", startsWith("rollcall://enrol?v=1&url=http%3A%2F%2F"))
                .extract().jsonPath();

        var code = answer.getString("code");
        var id = UUID.fromString(answer.getString("id"));
        assertThat(answer.getString("qrText")).endsWith("&code=" + code);
        assertThat(Duration.between(Instant.parse(answer.getString("issuedAt")),
                Instant.parse(answer.getString("expiresAt")))).isEqualTo(Duration.ofMinutes(15));
        assertThat(accounts.queryOne("select code_hash from enrolment_code where id = ?", id))
                .isEqualTo(DeviceSecret.sha256(code));
        assertThat(accounts.queryOne("select detail ->> 'codeId' from audit_entry where object_id = ?"
                + " and action = 'ENROLMENT_CODE_ISSUED' and actor = ?", person, UUID.fromString(login)))
                .isEqualTo(id.toString());
    }

    @Test
    void aRepetitionGetsTheSameCode() {
        var key = UUID.randomUUID().toString();
        String once = as(officer).header("Idempotency-Key", key).post(path()).then().statusCode(201).extract()
                .path("code");

        as(officer).header("Idempotency-Key", key).post(path()).then().statusCode(201).body("code", equalTo(once));

        assertThat(accounts.queryOne("select count(*) from enrolment_code where supervisee_id = ?", person))
                .isEqualTo(1L);
    }

    @Test
    void aNewCodeEndsTheOneBefore() {
        String first = issue().extract().path("id");

        issue().statusCode(201);

        assertThat(accounts.queryOne("select replaced_at from enrolment_code where id = ?", UUID.fromString(first)))
                .isInstanceOf(Timestamp.class);
        assertThat(open()).isEqualTo(1L);
    }

    @Test
    void ofManyCodesMadeAtOnceOneStaysOpen() {
        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> issue().extract().statusCode())).toList().stream()
                .map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(201);
        assertThat(open()).isEqualTo(1L);
    }

    @Test
    void afterTheTermNoPhoneIsEnrolled() {
        accounts.update("update supervisee set term_until = '2021-12-31' where id = ?", person);

        issue().statusCode(409);
    }

    @Test
    void nobodyElseMakesCodes() {
        var phone = people.phone(people.takenIn(office)).token();

        given().post(path()).then().statusCode(401);
        for (var token : List.of(phone, accounts.token("PROSECUTOR", office), accounts.token("ADMIN", office))) {
            as(token).post(path()).then().statusCode(403);
        }
        as(accounts.token("OFFICER", people.office())).post(path()).then().statusCode(404);
        as(officer).post("/api/v1/supervisees/" + UUID.randomUUID() + "/enrolment-codes").then().statusCode(404);
        assertThat(open()).isEqualTo(0L);
    }

    @Test
    void noCodeIsPrinted() {
        var code = new EnrolmentCode(UUID.randomUUID(), "K7QX2M4DT9WZ3HR1", "x?code=K7QX2M4DT9WZ3HR1", Instant.EPOCH,
                Instant.EPOCH);

        assertThat(code.toString()).doesNotContain("K7QX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rollcall.example", "ftp://rollcall.example", "https://",
        "https://u:p@rollcall.example",
        "https://rollcall.example?x=1", "https://rollcall.example#x", "https://roll call"})
    void anAddressThatNoPhoneCouldUseStopsTheStart(String url) {
        assertThatIllegalStateException().isThrownBy(() -> PublicUrl.checked(url));
    }

    @Test
    void anAddressMayHaveAPathAndLosesItsLastSlash() {
        assertThat(PublicUrl.checked("https://rollcall.example/")).isEqualTo("https://rollcall.example");
        assertThat(PublicUrl.checked("https://a.example/rollcall")).isEqualTo("https://a.example/rollcall");
    }

    private Object open() {
        return accounts.queryOne("select count(*) from enrolment_code where supervisee_id = ? and used_at is null"
                + " and replaced_at is null", person);
    }

    private String path() {
        return "/api/v1/supervisees/" + person + "/enrolment-codes";
    }

    private ValidatableResponse issue() {
        return as(officer).post(path()).then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
