package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** The register is read in two ways, by how many units are in scope: what is shown is the same. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SuperviseeListTest {

    private static final String SUPERVISEES = "/api/v1/supervisees";

    @Inject
    Accounts accounts;
    @Inject
    People people;

    @ParameterizedTest
    @ValueSource(ints = {3, SuperviseeList.FEW_UNITS + 2})
    void everybodyInScopeIsListedOncePageByPage(int units) {
        var county = people.county();
        var offices = offices(county, units);
        var all = IntStream.range(0, 7).mapToObj(i -> accounts.supervisee(offices.get(i % offices.size()))).toList();
        accounts.supervisee(people.county());

        assertThat(listed(accounts.token("COUNTY_OFFICER", county), "")).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, SuperviseeList.FEW_UNITS + 2})
    void aUnitShowsItsOwnAndThoseBelow(int units) {
        var prefecture = accounts.unit(accounts.province(), "PREFECTURE", "Lists");
        var county = accounts.unit(prefecture, "COUNTY", "Lists");
        var offices = offices(county, units);
        var here = List.of(accounts.supervisee(offices.get(0)), accounts.supervisee(offices.get(units - 1)));
        accounts.supervisee(accounts.unit(prefecture, "COUNTY", "Other"));
        var token = accounts.token("PROSECUTOR", prefecture);

        assertThat(listed(token, "&unitId=" + county)).containsExactlyInAnyOrderElementsOf(here);
        assertThat(listed(token, "&unitId=" + offices.get(0))).containsExactly(here.get(0));
        assertThat(listed(token, "&caseNumber=" + here.get(1))).containsExactly(here.get(1));
        assertThat(listed(accounts.token("PROSECUTOR", people.county()), "&unitId=" + county)).isEmpty();
    }

    @Test
    void withoutAUnitInScopeThereIsNobody() {
        var prefecture = accounts.unit(accounts.province(), "PREFECTURE", "Nobody");

        assertThat(listed(accounts.token("PROSECUTOR", prefecture), "")).isEmpty();
    }

    private List<UUID> offices(UUID county, int count) {
        return IntStream.range(0, count).mapToObj(i -> accounts.unit(county, "JUSTICE_OFFICE", "Office")).toList();
    }

    private static List<UUID> listed(String token, String query) {
        var found = new ArrayList<UUID>();
        String after = "";
        while (after != null) {
            var page = given().auth().oauth2(token)
                    .get(SUPERVISEES + "?limit=2" + query + (after.isEmpty() ? "" : "&after=" + after)).then()
                    .statusCode(200).extract().jsonPath();
            page.getList("items.id", String.class).forEach(id -> found.add(UUID.fromString(id)));
            after = page.getString("next");
        }
        return found;
    }
}
