package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.naming.NamingException;
import javax.naming.spi.NamingManager;

import jakarta.el.ELProcessor;
import jakarta.inject.Inject;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
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

    private static final String DROPS = "x'); drop table attacked; --";
    private static final String CUTS = "Robert'); --";
    private static final String EVALUATES = "${7*7}";
    private static final String SHOWS = "<script>alert(1)</script>";
    /** More than there are directories above any. */
    private static final int DEEP = 20;
    private static final String SECOND = "GET /api/v1/openapi.yaml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final Pattern ADDRESS = Pattern.compile("url|uri|endpoint|callback|webhook|host",
            Pattern.CASE_INSENSITIVE);

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
    @ValueSource(strings = {DROPS, CUTS, EVALUATES, SHOWS, "{{7*7}}", "#{7*7}", "=1+1"})
    void aTextInABodyIsKeptAsItIs(String text) {
        accounts.update("create table if not exists attacked (full_name text)");

        register(people.office(), text);

        assertThat(accounts.queryOne("select to_regclass('attacked') is not null")).isEqualTo(true);
        accounts.update("drop table attacked");
    }

    @Test
    void theSameTextsDoTheirWorkWhereAStatementIsPutTogether() {
        people.takenIn();

        assertThat((Long) accounts.queryOne("select count(*) from supervisee where case_number = '" + SQL.get(0) + "'"))
                .isPositive();
        assertThat((Long) accounts.queryOne("select count(*) from supervisee where case_number = ?", SQL.get(0)))
                .isZero();

        accounts.update("create table if not exists attacked (full_name text)");
        accounts.update("insert into attacked values ('" + CUTS + "')");
        assertThat(accounts.queryOne("select full_name from attacked")).isNotEqualTo(CUTS);
        accounts.update("insert into attacked values ('" + DROPS + "')");
        assertThat(accounts.queryOne("select to_regclass('attacked') is null")).isEqualTo(true);
    }

    @Test
    void theSameTextDoesItsWorkWhereTextsAreEvaluated() {
        var inside = EVALUATES.substring(2, EVALUATES.length() - 1);

        assertThat(String.valueOf((Object) new ELProcessor().eval(inside))).isEqualTo("49");
    }

    @Test
    void aTextSendsNobodyAnywhere() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(300);
            var address = "ldap://127.0.0.1:" + listening.getLocalPort() + "/a";
            register(people.office(), "${jndi:" + address + "}");
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);

            // Looked up as a logger once did it.
            listening.setSoTimeout(10_000);
            var lookup = CompletableFuture.runAsync(() -> lookUp(address));
            listening.accept().close();
            assertThatThrownBy(lookup::join).hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @SuppressWarnings("BanJNDI") // it is what is shown to bite
    private static void lookUp(String address) {
        try {
            NamingManager.getURLContext("ldap", new Hashtable<>()).lookup(address);
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNameOnASheetIsNoPartOfThePage() {
        var office = people.office();
        register(office, SHOWS);

        var sheet = givenAnyRequest().auth().oauth2(accounts.token("OFFICER", office)).contentType("application/json")
                .accept("text/html").body(Map.of()).post("/api/v1/agency-units/" + office + "/enrolment-codes")
                .asString();

        assertThat(sheet).contains("&lt;script&gt;").doesNotContain(SHOWS);
        assertThat("<strong>" + SHOWS + "</strong>").as("put together").contains("<script>");
    }

    private void register(UUID office, String name) {
        givenAnyRequest().auth().oauth2(accounts.token("OFFICER", office)).contentType("application/json")
                .body(Map.of("unitId", office, "caseNumber", UUID.randomUUID().toString(), "fullName", name,
                        "legalBasis", "PROBATION", "termFrom", "2026-10-01", "termUntil", "2028-09-30"))
                .post("/api/v1/supervisees").then().statusCode(201)
                .body("fullName", org.hamcrest.Matchers.equalTo(name));
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

    /** How long a request is, said twice, or so that some understand it and others do not. */
    static Stream<Arguments> lengths() {
        int both = 2 + SECOND.length();
        return Stream.of(Arguments.of("Content-Length: 2\r\nContent-Length: " + both, "{}"),
                Arguments.of("Content-Length: 2, " + both, "{}"), Arguments.of("Content-Length: -1", ""),
                Arguments.of("Content-Length: 0x" + Integer.toHexString(SECOND.length()), ""));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void aRequestWithTwoEndsIsNotTwo(String length, String body) throws IOException {
        var sent = "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\n" + length + "\r\n\r\n" + body + SECOND;

        var answer = RawHttp.exchange(sent, out -> {
        });

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("openapi: 3");
        assertThat(Naive.requestsIn(sent)).as("to a server that does not refuse it").hasSize(2)
                .last().isEqualTo("GET /api/v1/openapi.yaml HTTP/1.1");
    }

    static Stream<Arguments> pathsThatLeadOut() {
        var file = "etc/passwd";
        return Stream.of(Arguments.of("/api/v1/" + "../".repeat(DEEP) + file, Naive.Serving.DECODED),
                Arguments.of("/api/v1/" + "%2e%2e/".repeat(DEEP) + file, Naive.Serving.DECODED),
                Arguments.of("/api/v1/" + "..%2f".repeat(DEEP) + "etc%2fpasswd", Naive.Serving.DECODED),
                Arguments.of("/" + "%2e%2e/".repeat(DEEP) + file, Naive.Serving.DECODED),
                Arguments.of("/api/v1/openapi.yaml/" + "../".repeat(DEEP) + file, Naive.Serving.DECODED),
                Arguments.of("/api/v1/" + "%252e%252e/".repeat(DEEP) + file, Naive.Serving.DECODED_TWICE),
                Arguments.of("/" + "..;/".repeat(DEEP) + file, Naive.Serving.WITHOUT_PARAMETERS),
                Arguments.of("/api/v1/" + "....//".repeat(DEEP) + file, Naive.Serving.CLEANED_ONCE),
                Arguments.of("//" + file, Naive.Serving.RESOLVED),
                Arguments.of("/api/v1/" + "../".repeat(DEEP) + file + "%00.yaml", Naive.Serving.CUT_AT_NUL));
    }

    /** No path of a request is looked up among files; a server that does so gives them away. */
    @ParameterizedTest
    @MethodSource("pathsThatLeadOut")
    void aPathLeadsNowhereElse(String path, Naive.Serving naive, @TempDir Path root) throws IOException {
        var answer = RawHttp.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", out -> {
        });

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("root:");
        assertThat(naive.serve(root, path)).as("of a server that serves files").contains("root:");
    }

    /** Whatever a client calls its file: it is put under a name of ours, and is gone when it was read. */
    @Test
    void anUploadNamesNoFile(@TempDir Path elsewhere) throws IOException {
        var target = elsewhere.resolve("attack");
        var named = "attachment; filename=\"" + "../".repeat(DEEP) + target.toString().substring(1) + "\"";
        var body = "{\"type\":\"FeatureCollection\",\"features\":[]}";

        var answer = givenAnyRequest().auth().oauth2(accounts.token("ADMIN", people.county()))
                .contentType("application/json").header("Content-Disposition", named).queryParam("crs", "WGS84")
                .body(body).post("/api/v1/areas/imports");

        assertThat(answer.statusCode()).isIn(200, 400, 415);
        assertThat(target).doesNotExist();

        Naive.keep(Files.createDirectory(elsewhere.resolve("uploads")), named, body);
        assertThat(target).hasContent(body);
    }

    /** There are no webhooks: no operation takes an address that the server would go to. */
    @Test
    void noBodyTakesAnAddressToGoTo() {
        assertThat(Operations.withAJsonBody().flatMap(op -> addressesIn(op.body()).map(name -> op.id() + "." + name)))
                .isEmpty();

        assertThat(addressesIn(new ObjectSchema().addProperty("target", new StringSchema().format("uri"))
                .addProperty("callbackUrl", new StringSchema()).addProperty("name", new StringSchema())))
                .as("of an operation that takes some").containsExactlyInAnyOrder("target", "callbackUrl");
    }

    private static Stream<String> addressesIn(Schema<?> body) {
        return body.getProperties() == null
                ? Stream.empty()
                : body.getProperties().entrySet().stream().filter(each -> "uri".equals(each.getValue().getFormat())
                        || ADDRESS.matcher(each.getKey()).find()).map(Map.Entry::getKey);
    }

    private RequestSpecification as(Operations.Op op) {
        var token = attackers.tokenFor(op);
        return token == null ? givenAnyRequest() : givenAnyRequest().auth().oauth2(token);
    }
}
