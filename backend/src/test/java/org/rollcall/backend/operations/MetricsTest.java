package org.rollcall.backend.operations;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Checkout;
import org.rollcall.backend.testing.Contract;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** docs/operations.md names the metrics that there are. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class MetricsTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z_]+)(\\{[^}]*})?` \\|", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("^(rollcall_[a-z_]+?)(_count|_sum|_bucket|_max)?[{ ]",
            Pattern.MULTILINE);

    @Inject
    People people;

    @Test
    void whatTheDocumentNamesIsServedAndNothingElseOfOursIs() throws IOException {
        var text = Files.readString(Checkout.resolve("docs/operations.md"));
        var documented = names(ROW, text.substring(text.indexOf("## Metrics"), text.indexOf("## Logs")));
        aFixIsTakenIn();

        var served = given().baseUri("http://127.0.0.1:"
                + ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class)).get("/q/metrics")
                .asString();

        assertThat(documented).contains("rollcall_duty_sweep_age_seconds").allSatisfy(name -> assertThat(served)
                .containsPattern("(?m)^" + name + "(_count)?[{ ]"));
        assertThat(names(SAMPLE, served))
                .as("a metric that nobody is told of").isSubsetOf(documented);
    }

    /** The counters are there from the start; what measures the work of intake begins with it. */
    private void aFixIsTakenIn() {
        var phone = people.phone(people.takenIn());
        Contract.given().auth().oauth2(phone.token()).contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("sourceKey", "one", "fixedAt", Instant.now().toString(), "lon",
                        116.3, "lat", 39.9, "accuracyMetres", 10))))
                .post("/api/v1/me/fixes").then().statusCode(200);
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1))
                .collect(toCollection(TreeSet::new));
    }
}
