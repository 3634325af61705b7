package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.notNullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Load is shed in an order: looks first, then other reads, and never what phones send. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AdmissionTest {

    @Inject
    Admission admission;
    @Inject
    AdmissionConfig config;
    @Inject
    Accounts accounts;
    @Inject
    People people;

    @Test
    void looksAreRefusedFirstThenOtherReadsAndFixesNever() {
        var unit = people.office();
        var person = people.takenIn(unit);
        var officer = accounts.token("OFFICER", unit);
        var phone = people.phone(person).token();
        await().until(() -> admission.underWay() == 0);

        for (int i = 0; i < config.looks(); i++) {
            assertThat(admission.enterLook()).isTrue();
        }
        look(officer, person, 503);
        list(officer, 200);
        fix(phone);

        await().until(() -> admission.underWay() == config.looks());
        int reads = config.looks();
        for (; admission.enterRead(); reads++) {
            // As many as there may be.
        }
        list(officer, 503);
        fix(phone);

        assertThat(reads).isEqualTo(config.reads());
        for (int i = 0; i < config.looks(); i++) {
            admission.leaveLook();
            reads--;
        }
        look(officer, person, 503);
        while (reads-- > 0) {
            admission.leaveRead();
        }
        look(officer, person, 200);
        list(officer, 200);
        await().until(() -> admission.underWay() == 0);
    }

    @Test
    void whoIsRefusedOrDeniedIsLetOutToo() {
        var officer = accounts.token("OFFICER", people.office());

        look(officer, UUID.randomUUID(), 404);
        given().get("/api/v1/supervisees").then().statusCode(401);

        await().until(() -> admission.underWay() == 0);
    }

    @Test
    void orderThatContradictsItselfEndsTheStart() {
        var contradicting = new SmallRyeConfigBuilder().withMapping(AdmissionConfig.class)
                .withDefaultValue("rollcall.admission.looks", "30").build().getConfigMapping(AdmissionConfig.class);

        assertThatThrownBy(() -> new Admission(contradicting)).isInstanceOf(IllegalStateException.class);
    }

    private static void look(String token, UUID person, int status) {
        var answer = given().auth().oauth2(token).queryParam("from", "2026-11-20T00:00:00Z")
                .queryParam("to", "2026-11-20T01:00:00Z").queryParam("purpose", "INSPECTION")
                .get("/api/v1/supervisees/" + person + "/trajectory").then().statusCode(status);
        if (status == 503) {
            answer.header("Retry-After", notNullValue());
        }
    }

    private static void list(String token, int status) {
        var answer = given().auth().oauth2(token).get("/api/v1/supervisees").then().statusCode(status);
        if (status == 503) {
            answer.header("Retry-After", notNullValue());
        }
    }

    private static void fix(String token) {
        given().auth().oauth2(token).contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("sourceKey", UUID.randomUUID().toString(), "fixedAt",
                        Instant.now().toString(), "lon", 116.35, "lat", 39.94))))
                .post("/api/v1/me/fixes").then().statusCode(200);
    }
}
