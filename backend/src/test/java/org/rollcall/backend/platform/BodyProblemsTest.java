package org.rollcall.backend.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class BodyProblemsTest {

    private static final String SESSIONS = "/api/v1/sessions";
    private static final RestAssuredConfig AS_IT_IS = RestAssured.config().encoderConfig(
            EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)
                    .encodeContentTypeAs("nonsense", ContentType.TEXT)
                    .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT));

    @ParameterizedTest
    @ValueSource(strings = {"{\"login\": ", "{\"login\": \"abc\"", "not json", "{\"login\": 'abc'}"})
    void whatIsNoJsonCannotBeRead(String body) {
        post(body).statusCode(400).body("type", equalTo("urn:rollcall:problem:malformed"))
                .body(not(containsString("jackson"))).body(not(containsString("at [Source")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"login\": \"abc\", \"password\": \"x\", \"admin\": true} | admin",
        "{\"login\": \"abc\"} | password", "{\"login\": {}, \"password\": \"x\"} | login",
        "{\"login\": \"ab\", \"password\": \"x\"} | login"})
    void aFieldThatIsWrongIsNamed(String body, String field) {
        post(body).statusCode(400).body("type", equalTo("urn:rollcall:problem:invalid"))
                .body("violations[0].field", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7"})
    void aBodyOfAnotherShapeIsNotValid(String body) {
        post(body).statusCode(400).body("type", equalTo("urn:rollcall:problem:invalid"));
    }

    @Test
    void aValueThatItsTypeRefusesIsNotValid() {
        given().contentType("application/json").body("{\"number\": -1}").post("/api/v1/test/failures/ruled").then()
                .statusCode(400).contentType(Problem.MEDIA_TYPE).body("type", equalTo("urn:rollcall:problem:invalid"))
                .body(not(containsString("secret")));
    }

    @Test
    void aTextThatNoDatabaseCanHoldIsNotValid() {
        post("{\"login\": \"a\\u0000bc\", \"password\": \"x\"}").statusCode(400)
                .body("type", equalTo("urn:rollcall:problem:invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"})
    void aBodyOfAnotherTypeIsNotSupported(String type) {
        given().config(AS_IT_IS).contentType(type).body("hello").post(SESSIONS).then().contentType(Problem.MEDIA_TYPE)
                .statusCode(415)
                .body("type", equalTo("urn:rollcall:problem:unsupported-media-type"));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post(SESSIONS).then()
                .contentType(Problem.MEDIA_TYPE);
    }
}
