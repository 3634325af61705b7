package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Alerts are read in two ways, by how many units are in scope: what is shown is the same. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AlertListTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;

    @ParameterizedTest
    @ValueSource(ints = {2, 66})
    void thoseInScopeAreListedOnceNewestFirst(int units) {
        var county = people.county();
        var offices = IntStream.range(0, units).mapToObj(i -> accounts.unit(county, "JUSTICE_OFFICE", "Office"))
                .toList();
        var open = IntStream.range(0, 5).mapToObj(i -> alert(offices.get(i % units), "OPEN")).toList();
        var closed = alert(offices.get(0), "CLOSED");
        alert(people.county(), "OPEN");
        var token = accounts.token("COUNTY_OFFICER", county);

        assertThat(listed(token, "")).containsExactlyElementsOf(newestFirst(with(open, closed)));
        assertThat(listed(token, "&handling=OPEN")).containsExactlyElementsOf(newestFirst(open));
        assertThat(listed(token, "&unitId=" + offices.get(1))).containsExactlyElementsOf(
                newestFirst(open.stream().filter(id -> unit(id).equals(offices.get(1))).toList()));
        assertThat(listed(token, "&unitId=" + county)).hasSize(6);
    }

    private static List<UUID> with(List<UUID> some, UUID one) {
        var all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    private static List<UUID> newestFirst(List<UUID> ids) {
        return ids.stream().sorted(Comparator.comparing(UUID::toString).reversed()).toList();
    }

    private UUID unit(UUID alert) {
        return (UUID) accounts.queryOne("select unit_id from alert where id = ?", alert);
    }

    private UUID alert(UUID unit, String handling) {
        var person = accounts.supervisee(unit);
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', ?, now(),"
                + " now())", id, person, unit, handling);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", id);
        return id;
    }

    private static List<UUID> listed(String token, String query) {
        var found = new ArrayList<UUID>();
        String after = "";
        while (after != null) {
            var page = given().auth().oauth2(token)
                    .get("/api/v1/alerts?limit=2" + query + (after.isEmpty() ? "" : "&after=" + after)).then()
                    .statusCode(200).extract().jsonPath();
            page.getList("items.id", String.class).forEach(id -> found.add(UUID.fromString(id)));
            after = page.getString("next");
        }
        return found;
    }
}
