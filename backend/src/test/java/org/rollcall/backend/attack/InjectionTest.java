package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.platform.RawHttp;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** To have a text taken for something else: for SQL, for a header, for a path, for an address. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@ExtendWith(Counted.class)
class InjectionTest {

    private static final List<String> SQL = List.of("' or '1'='1", "'; drop table supervisee; --", "x' union select"
            + " login, password_hash from account --", "\\'; select pg_sleep(20); --", "$1", "%27%20or%201=1", "\u0000",
            "{\"$gt\":\"\"}");

    @Inject
    Attackers attackers;
    @Inject
    Accounts accounts;
    @Inject
    People people;

    static Stream<Arguments> textsInQueries() {
        return Operations.all().filter(op -> op.method().equals("GET") && op.operation().getParameters() != null
                && !op.path().contains("/ingest/"))
                .flatMap(op -> op.operation().getParameters().stream()
                        .filter(parameter -> parameter.getIn().equals("query")).map(parameter -> parameter.getName())
                        .flatMap(name -> SQL.stream().map(text -> Arguments.of(op, name, text))));
    }

    static Stream<Arguments> idsInPaths() {
        return Operations.all().filter(op -> op.path().contains("Id}"))
                .flatMap(op -> Stream.of(SQL.get(0), SQL.get(1)).map(text -> Arguments.of(op, text)));
    }

    @ParameterizedTest
    @MethodSource("textsInQueries")
    void aTextInAQueryIsATextOrIsRefused(Operations.Op op, String name, String text) {
        var answer = as(op).queryParam(name, text).request(op.method(), op.anyPath());

        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 400, 403, 404);
        if (answer.statusCode() == 200) {
            assertThat(answer.jsonPath().getList("items")).isNullOrEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("idsInPaths")
    void aTextInAPathNamesNothing(Operations.Op op, String text) {
        var request = as(op);
        if (op.body() != null) {
            request.contentType("application/json").body(op.example());
        }

        var answer = request.request(op.method(), "/api/v1" + op.path().replaceAll("\\{[^}]*}", "{id}"), text);

        assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 401, 403, 404, 409, 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; drop table supervisee; --", "Robert'); --", "${jndi:ldap://127.0.0.1:1/a}", "{{7*7}}",
        "<script>alert(1)</script>"})
    void aTextInABodyIsKeptAsItIs(String text) {
        var office = people.office();
        var officer = accounts.token("OFFICER", office);

        givenAnyRequest().auth().oauth2(officer).contentType("application/json")
                .body(Map.of("unitId", office, "caseNumber", UUID.randomUUID().toString(), "fullName", text,
                        "legalBasis", "PROBATION", "termFrom", "2026-10-01", "termUntil", "2028-09-30"))
                .post("/api/v1/supervisees").then().statusCode(201)
                .body("fullName", org.hamcrest.Matchers.equalTo(text));
        assertThat(accounts.queryOne("select count(*) > 0 from supervisee")).isEqualTo(true);
    }

    @Test
    void theSameTextsDoTheirWorkWhereAStatementIsPutTogether() {
        people.takenIn();

        assertThat((Long) accounts.queryOne("select count(*) from supervisee where case_number = '" + SQL.get(0) + "'"))
                .isPositive();
        assertThat((Long) accounts.queryOne("select count(*) from supervisee where case_number = ?", SQL.get(0)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/supervisees%0d%0aSet-Cookie:%20a=b", "/api/v1/%0d%0aX-Injected:%20yes",
        "/api/v1/areas?code=%0d%0aX-Injected:%20yes", "/api/v1/agency-units/x%0aX-Injected:yes"})
    void aLineBreakMakesNoHeader(String path) throws IOException {
        var answer = RawHttp.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", out -> {
        });

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("\r\nset-cookie:")
                .doesNotContainIgnoringCase("\r\nx-injected:");
    }

    @Test
    void itIsTheWriterOfHeadersThatRefusesLineBreaks() {
        assertThatThrownBy(() -> new DefaultHttpHeaders().set("Location", "x\r\nSet-Cookie: a=b"))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(new DefaultHttpHeaders(false).set("Location", "x\r\nSet-Cookie: a=b").get("Location"))
                .contains("\r\nSet-Cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 30\r\n\r\n{}",
        "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"})
    void aRequestWithTwoEndsIsNotTwo(String request) throws IOException {
        var answer = RawHttp.exchange(
                request + "GET /api/v1/openapi.yaml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                out -> {
                });

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("openapi: 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/../../../../etc/passwd", "/api/v1/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/api/v1/openapi.yaml/../../../etc/passwd",
        "/..;/etc/passwd", "/api/v1/....//....//etc/passwd", "//etc/passwd", "/api/v1/openapi%00.yaml"})
    void aPathLeadsNowhereElse(String path) throws IOException {
        var answer = RawHttp.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", out -> {
        });

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("root:");
    }

    /** Whatever a client calls its file: it is put under a name of ours, and is gone when it was read. */
    @Test
    void anUploadNamesNoFile() throws IOException {
        var office = people.office();
        var answer = givenAnyRequest().auth().oauth2(accounts.token("OFFICER", office)).contentType("application/json")
                .header("Content-Disposition", "attachment; filename=\"../../../../tmp/rollcall-attack\"")
                .queryParam("crs", "WGS84").body("{\"type\":\"FeatureCollection\",\"features\":[]}")
                .post("/api/v1/areas/imports");

        assertThat(answer.statusCode()).isIn(200, 400, 415);
        assertThat(Files.exists(Path.of("/tmp/rollcall-attack"))).isFalse();
    }

    /** There are no webhooks: no operation takes an address that the server would go to. */
    @Test
    void noBodyTakesAnAddressToGoTo() {
        assertThat(Operations.withAJsonBody().filter(op -> op.body().getProperties() != null)
                .flatMap(op -> op.body().getProperties().entrySet().stream()
                        .filter(each -> "uri".equals(each.getValue().getFormat())
                                || each.getKey().toLowerCase().matches(".*(url|uri|endpoint|callback|webhook|host).*"))
                        .map(each -> op.id() + "." + each.getKey())))
                .isEmpty();
    }

    private RequestSpecification as(Operations.Op op) {
        var token = attackers.tokenFor(op);
        return token == null ? givenAnyRequest() : givenAnyRequest().auth().oauth2(token);
    }
}
