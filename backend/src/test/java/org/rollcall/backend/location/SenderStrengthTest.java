package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.IdentityStrength;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** A fix says how well its sender was known. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SenderStrengthTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;

    @Test
    void ourOwnClientIsKnownByItsKey() {
        var phone = people.phone(people.takenIn());

        given().auth().oauth2(phone.token()).contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("sourceKey", "one", "fixedAt", Instant.now().toString(), "lon",
                        116.3, "lat", 39.9, "accuracyMetres", 10))))
                .post("/api/v1/me/fixes").then().statusCode(200);

        assertThat(stored(phone.person())).isEqualTo(3);
    }

    @Test
    void anAppThatSendsItsSecretIsKnownByIt() {
        var phone = people.ownTracks(people.takenIn());

        givenAnyRequest().auth().preemptive().basic(phone.device().toString(), phone.secret())
                .contentType("application/json")
                .body(Map.of("_type", "location", "tst", Instant.now().getEpochSecond(), "lat", 39.9, "lon", 116.3,
                        "acc", 10))
                .post("/api/v1/ingest/owntracks").then().statusCode(200);

        assertThat(stored(phone.person())).isEqualTo(2);
    }

    @Test
    void aSecretInAnAddressIsTheWeakest() {
        var phone = people.traccar(people.takenIn());

        givenAnyRequest().queryParams(Map.of("id", "1", "timestamp", Instant.now().getEpochSecond(), "lat", 39.9, "lon",
                116.3, "accuracy", 10)).post("/api/v1/ingest/osmand/" + phone.secret()).then().statusCode(200);

        assertThat(stored(phone.person())).isEqualTo(1);
    }

    @Test
    void whatIsStoredNeverChangesItsMeaning() {
        assertThat(List.of(IdentityStrength.values())).extracting(strength -> strength + " " + strength.code())
                .containsExactly("PROVISIONAL 0", "URL_TOKEN 1", "BEARER_SECRET 2", "DEVICE_KEY 3");
    }

    private Object stored(UUID person) {
        return accounts.queryOne("select sender_strength::int from fix where supervisee_id = ?", person);
    }
}
