package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** What is the same for every request, as long as nothing is configured. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class EdgeTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    RequestsConfig requests;
    @Inject
    TestClock clock;

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void everyAnswerTellsBrowsersToKeepAndFrameNothing() {
        for (var path : new String[]{"/api/v1/me", "/api/v1/nothing", "/nothing"}) {
            var answer = RestAssured.get(path);

            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).as(path).isEqualTo("no-store");
            assertThat(answer.header("Content-Security-Policy")).as(path).startsWith("default-src 'none'");
            assertThat(answer.header("Strict-Transport-Security")).as(path).isNull();
        }
    }

    @Test
    void whatAnswersFixesSaysNothingThatIsAboutPages() {
        for (var path : new String[]{"/api/v1/me/fixes", "/api/v1/ingest/owntracks"}) {
            var answer = givenAnyRequest().body("{}").post(path);

            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).as(path).isEqualTo("no-store");
            assertThat(answer.header("X-Frame-Options")).as(path).isNull();
            assertThat(answer.header("Content-Security-Policy")).as(path).isNull();
            assertThat(answer.header("Referrer-Policy")).as(path).isNull();
        }
    }

    @Test
    void anAnswerAboutSomebodyIsKeptByNobody() {
        var officer = accounts.token("OFFICER", people.office());

        givenAnyRequest().auth().oauth2(officer).get("/api/v1/supervisees").then().statusCode(200)
                .header("Cache-Control", "no-store");
    }

    @Test
    void theContractIsAboutNobodyAndMayBeKept() {
        RestAssured.get("/api/v1/openapi.yaml").then().statusCode(200).header("Cache-Control", nullValue());
    }

    @Test
    void theDocumentationLoadsFromHereAlone() {
        var management = "http://127.0.0.1:"
                + ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class);

        RestAssured.given().baseUri(management).get("/q/swagger-ui/").then().statusCode(200)
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("X-Frame-Options", "DENY");
    }

    @Test
    void noOtherOriginIsLetIn() {
        RestAssured.given().header("Origin", "https://evil.example").get("/api/v1/me").then()
                .header("Access-Control-Allow-Origin", nullValue());
        RestAssured.given().header("Origin", "https://evil.example").header("Access-Control-Request-Method", "POST")
                .options("/api/v1/sessions").then().header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void whoAsksTooOftenWaitsAndNobodyElseDoes() {
        var office = people.office();
        var mad = accounts.token("OFFICER", office);

        turnedAway(mad, requests.accountPerMinute()).header("Retry-After", "1").body("type",
                org.hamcrest.Matchers.equalTo("urn:rollcall:problem:too-many-requests"));
        assertThat(me(accounts.token("OFFICER", office))).isEqualTo(200);
    }

    @Test
    void aPhoneHasALimitOfItsOwn() {
        var person = people.phone(people.takenIn());

        turnedAway(person.token(), requests.devicePerMinute());
        clock.advance(java.time.Duration.ofSeconds(1));
        assertThat(me(person.token())).isEqualTo(200);
    }

    /** The first answer that is 429: not before the limit, and soon after it, for time goes on and lets some more in. */
    private static ValidatableResponse turnedAway(String token, int limit) {
        for (int asked = 0; asked < 3 * limit; asked++) {
            var answer = givenAnyRequest().auth().oauth2(token).get("/api/v1/me");
            if (answer.statusCode() == 429) {
                assertThat(asked).isGreaterThanOrEqualTo(limit);
                return answer.then();
            }
        }
        throw new AssertionError("nobody is turned away");
    }

    private static int me(String token) {
        return givenAnyRequest().auth().oauth2(token).get("/api/v1/me").statusCode();
    }
}
