package org.rollcall.backend.testing;

import java.nio.charset.StandardCharsets;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.JsonValidationReportFormat;
import com.atlassian.oai.validator.restassured.RestAssuredRequest;
import com.atlassian.oai.validator.restassured.RestAssuredResponse;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.restassured.specification.RequestSpecification;
import org.rollcall.openapi.ContractDocument;

/**
 * Holds what a test sends and gets against the contract. API tests begin with {@link #given()} where others begin with
 * REST Assured's.
 *
 * <p>The answer is always checked. The request is checked unless it was refused: tests of refusals send what the
 * contract forbids. A test that sends what the contract forbids and yet expects it taken, as foreign clients do, begins
 * with {@link #givenAnyRequest()}.
 */
public final class Contract implements Filter {

    private static final OpenApiInteractionValidator VALIDATOR = OpenApiInteractionValidator
            .createForInlineApiSpecification(new String(ContractDocument.yaml(), StandardCharsets.UTF_8)).build();

    private final boolean requests;
    private final boolean proofs;

    private Contract(boolean requests, boolean proofs) {
        this.requests = requests;
        this.proofs = proofs;
    }

    /** A request that is held against the contract, and so is its answer. Paths begin with {@code /api/v1}. */
    public static RequestSpecification given() {
        return RestAssured.given().filter(new Contract(true, true));
    }

    /** A request of which only the answer is held against the contract. */
    public static RequestSpecification givenAnyRequest() {
        return RestAssured.given().filter(new Contract(false, true));
    }

    /** The same, of a phone that does not prove its key by itself. */
    public static RequestSpecification givenWithoutProof() {
        return RestAssured.given().filter(new Contract(true, false));
    }

    @Override
    public Response filter(FilterableRequestSpecification specification, FilterableResponseSpecification expected,
            FilterContext context) {
        if (proofs) {
            Proofs.addTo(specification);
        }
        var answer = context.next(specification, expected);
        // There is no session that a browser would bring along by itself, hence nothing that another site could use.
        if (answer.headers().hasHeaderWithName("Set-Cookie")) {
            throw new AssertionError("no operation sets a cookie");
        }
        var request = RestAssuredRequest.of(specification);
        var response = RestAssuredResponse.of(answer);
        var report = requests && answer.statusCode() < 400
                ? VALIDATOR.validate(request, response)
                : VALIDATOR.validateResponse(request.getPath(), request.getMethod(), response);
        if (report.hasErrors()) {
            throw new AssertionError("against the contract: " + JsonValidationReportFormat.getInstance().apply(report));
        }
        return answer;
    }
}
