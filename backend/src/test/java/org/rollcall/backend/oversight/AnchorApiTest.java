package org.rollcall.backend.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AnchorApiTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;

    @BeforeEach
    void threeAnchors() {
        forget();
        accounts.update("insert into audit_batch (number, format, sealed_at, entry_ids, leaves, root, previous, hash,"
                + " last_tx) values (1, 1, now(), array[gen_random_uuid()], sha256('a'), sha256('a'), sha256('b'),"
                + " sha256('c'), '3'::xid8)");
        for (int number = 1; number <= 3; number++) {
            accounts.update("insert into audit_anchor (number, format, made_at, batch, entries, head, previous, key_id,"
                    + " public_key, signature) values (?, 1, now(), 1, 1, sha256('c'), sha256(?::text::bytea),"
                    + " gen_random_uuid(), 'k', 's')", number, "p" + number);
        }
    }

    @AfterEach
    void forget() {
        accounts.update("delete from audit_anchor");
        accounts.update("delete from audit_batch");
    }

    @Test
    void aProsecutorReadsAnchorsNewestFirstPageByPage() {
        var token = accounts.token("PROSECUTOR", people.county());

        var first = given().auth().oauth2(token).queryParam("limit", 2).get("/api/v1/audit/anchors").then()
                .statusCode(200).body("items[0].head", equalTo(
                        "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6"))
                .extract().jsonPath();
        var second = given().auth().oauth2(token).queryParam("limit", 2)
                .queryParam("after", first.getString("next")).get("/api/v1/audit/anchors").then().statusCode(200)
                .extract().jsonPath();

        assertThat(first.getList("items.number", Integer.class)).isEqualTo(List.of(3, 2));
        assertThat(second.getList("items.number", Integer.class)).isEqualTo(List.of(1));
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void othersAreNotLetIn() {
        given().auth().oauth2(accounts.token("COUNTY_OFFICER", people.county())).get("/api/v1/audit/anchors").then()
                .statusCode(403);
    }

    @Test
    void aProsecutorWhosePostEndedIsNotLetIn() {
        var login = accounts.staff("PROSECUTOR", people.county());
        var token = Accounts.signIn(login);
        accounts.update("update post set valid = tstzrange('2020-01-01', '2021-01-01') where account_id = ?::uuid",
                login);

        given().auth().oauth2(token).get("/api/v1/audit/anchors").then().statusCode(403);
    }
}
