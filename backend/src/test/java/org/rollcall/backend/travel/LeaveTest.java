package org.rollcall.backend.travel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.area.AreaHistory.Stretch;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Permission;
import org.rollcall.geofence.Transit;
import org.rollcall.geofence.Validity;
import org.rollcall.geofence.WgsCoordinate;

class LeaveTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant FRIDAY = MONDAY.plus(Duration.ofDays(4));
    private static final Duration DAY = Duration.ofDays(1);
    private static final Area OLD = Area.circle(new WgsCoordinate(30, 110), 1_000);
    private static final Area NEW = Area.circle(new WgsCoordinate(30, 110), 2_000);
    private static final Area OTHER = Area.circle(new WgsCoordinate(31, 111), 1_000);
    private static final Validity ALWAYS = Validity.ALWAYS;

    @Test
    void aLeaveWhoseAreasStayAsTheyAreIsOneRule() {
        var rules = leave(List.of(new Stretch(OLD, ALWAYS)), List.of(new Stretch(OTHER, ALWAYS)));

        assertThat(rules).singleElement().satisfies(rule -> {
            assertThat(rule.areas()).containsExactly(OLD, OTHER);
            assertThat(rule.validity()).isEqualTo(Validity.between(MONDAY, FRIDAY));
            assertThat(rule.transit()).isEqualTo(Transit.anywhere(DAY, DAY));
            assertThat(rule.closed()).isFalse();
        });
    }

    @Test
    void aBoundaryThatChangesMeanwhileCutsTheLeaveButNotItsReturn() {
        var wednesday = MONDAY.plus(DAY.multipliedBy(2));

        var rules = leave(List.of(new Stretch(OLD, Validity.between(Instant.MIN, wednesday)),
                new Stretch(NEW, Validity.from(wednesday))), List.of(new Stretch(OTHER, ALWAYS)));

        assertThat(rules).extracting(Permission::areas)
                .containsExactly(List.of(OLD, OTHER), List.of(NEW, OTHER));
        assertThat(rules).extracting(Permission::closed).containsExactly(true, false);
        assertThat(rules).extracting(Permission::transit).containsExactly(
                Transit.anywhere(DAY, Duration.ZERO), Transit.anywhere(Duration.ZERO, DAY));
    }

    @Test
    void aCutWithinTheWayOutLeavesTheRestOfTheWay() {
        var noon = MONDAY.plus(Duration.ofHours(18));

        var rules = leave(List.of(new Stretch(OLD, Validity.between(Instant.MIN, noon)),
                new Stretch(NEW, Validity.from(noon))));

        assertThat(rules.get(1).transit().out()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void whatIsKnownOnlyLaterDoesNotCutWhatWasBelieved() {
        var wednesday = MONDAY.plus(DAY.multipliedBy(2));
        var later = FRIDAY.plus(DAY);

        var rules = leave(List.of(new Stretch(OLD, ALWAYS.known(Instant.MIN, later)),
                new Stretch(OLD, Validity.between(Instant.MIN, wednesday).known(later, Instant.MAX)),
                new Stretch(NEW, Validity.from(wednesday).known(later, Instant.MAX))));

        assertThat(rules).filteredOn(rule -> rule.validity().knownAt(FRIDAY)).singleElement()
                .extracting(Permission::areas).isEqualTo(List.of(OLD));
        assertThat(rules).filteredOn(rule -> rule.validity().knownAt(later)).extracting(Permission::areas)
                .containsExactly(List.of(OLD), List.of(NEW));
    }

    @Test
    void anAreaThatIsNowhereYetPermitsNothing() {
        assertThat(leave(List.of(new Stretch(OLD, Validity.from(FRIDAY))))).isEmpty();
    }

    @SafeVarargs
    private static List<Permission> leave(List<Stretch>... areas) {
        return new Leave(UUID.randomUUID(), Validity.between(MONDAY, FRIDAY), List.of(areas), DAY, DAY).rules();
    }
}
