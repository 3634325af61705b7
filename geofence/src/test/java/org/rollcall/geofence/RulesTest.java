package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    private static final Instant EIGHT = Instant.parse("2026-03-02T00:00:00Z");
    private static final Area PLACE = Area.circle(new WgsCoordinate(31, 108), 200);

    @ParameterizedTest
    @CsvSource({"2026-03-02T21:59:59, false", "2026-03-02T22:00:00, true", "2026-03-03T05:59:59, true",
        "2026-03-03T06:00:00, false", "2026-03-03T22:00:00, false", "2026-03-08T23:00:00, true",
        "2026-03-09T02:00:00, true"})
    void curfewGoesOverMidnightAndOverTheWeeksEnd(LocalDateTime local, boolean binds) {
        var zone = ZoneId.of("Asia/Shanghai");
        var curfew = curfew(zone, window(DayOfWeek.MONDAY, "22:00", "06:00"), window(DayOfWeek.SUNDAY, "22:00",
                "06:00"));

        assertThat(curfew.bindsAt(local.atZone(zone).toInstant())).isEqualTo(binds);
    }

    /** Berlin: on 2026-03-29 the hour from 02:00 does not exist, on 2026-10-25 it comes twice. */
    @Test
    void curfewFollowsTheClockOnTheWallWhenItChanges() {
        var berlin = ZoneId.of("Europe/Berlin");
        var curfew = curfew(berlin, window(DayOfWeek.SUNDAY, "01:30", "02:30"));

        assertThat(boundMinutes(curfew, Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo(30);
        assertThat(boundMinutes(curfew, Instant.parse("2026-10-24T12:00:00Z"))).isEqualTo(30 + 30 + 30);
        assertThat(boundMinutes(curfew, Instant.parse("2026-05-30T12:00:00Z"))).isEqualTo(60);
    }

    @Test
    void twoValiditiesHoldTogetherWhereBothHoldAndBothAreBelieved() {
        var one = Validity.between(EIGHT, EIGHT.plusSeconds(60)).known(EIGHT, Instant.MAX);
        var other = Validity.from(EIGHT.plusSeconds(30)).known(EIGHT.minusSeconds(5), EIGHT.plusSeconds(5));

        assertThat(one.and(other)).contains(
                Validity.between(EIGHT.plusSeconds(30), EIGHT.plusSeconds(60)).known(EIGHT, EIGHT.plusSeconds(5)));
        assertThat(one.and(Validity.from(EIGHT.plusSeconds(60)))).isEmpty();
        assertThat(one.and(Validity.ALWAYS.known(Instant.MIN, EIGHT))).isEmpty();
    }

    @Test
    void windowFromMidnightToMidnightIsTheWholeDay() {
        var zone = ZoneId.of("Asia/Shanghai");
        var curfew = curfew(zone, window(DayOfWeek.TUESDAY, "00:00", "00:00"));

        assertThat(boundMinutes(curfew, LocalDateTime.parse("2026-03-03T00:00").atZone(zone).toInstant()))
                .isEqualTo(24 * 60);
        assertThat(boundMinutes(curfew, LocalDateTime.parse("2026-03-04T00:00").atZone(zone).toInstant())).isZero();
    }

    @Test
    void curfewEndsWithTheOrder() {
        var zone = ZoneId.of("Asia/Shanghai");
        var curfew = new Curfew(Rulebooks.CURFEW_ID, "(2026) 12", PLACE, zone,
                List.of(window(DayOfWeek.MONDAY, "00:00", "00:00")), Validity.between(EIGHT, EIGHT.plusSeconds(60)));

        assertThat(curfew.bindsAt(EIGHT.minusSeconds(1))).isFalse();
        assertThat(curfew.bindsAt(EIGHT)).isTrue();
        assertThat(curfew.bindsAt(EIGHT.plusSeconds(60))).isFalse();
    }

    @Test
    void curfewWithoutACourtOrderIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Curfew(Rulebooks.CURFEW_ID, " ", PLACE,
                ZoneId.of("Asia/Shanghai"), List.of(window(DayOfWeek.MONDAY, "22:00", "06:00")), Validity.ALWAYS));
        assertThatIllegalArgumentException().isThrownBy(() -> new Curfew(Rulebooks.CURFEW_ID, "(2026) 12", PLACE,
                ZoneId.of("Asia/Shanghai"), List.of(), Validity.ALWAYS));
    }

    @Test
    void intervalThatIsEmptyOrTurnedRoundIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Validity.between(EIGHT, EIGHT));
        assertThatIllegalArgumentException().isThrownBy(() -> Validity.between(EIGHT, EIGHT.minusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Validity.ALWAYS.known(EIGHT, EIGHT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Permission(new UUID(1, 1), List.of(), Validity.ALWAYS, Transit.NONE, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transit.anywhere(Duration.ofSeconds(-1), Duration.ZERO));
    }

    @Test
    void ruleEnteredLaterIsNotKnownBefore() {
        var retroactive = new Permission(Rulebooks.LEAVE_ID, PLACE,
                Validity.from(EIGHT).known(EIGHT.plusSeconds(3_600), Instant.MAX));

        assertThat(Rulebook.of(1, List.of(retroactive), EIGHT.plusSeconds(3_599)).at(EIGHT).permissions()).isEmpty();
        assertThat(Rulebook.of(2, List.of(retroactive), EIGHT.plusSeconds(3_600)).at(EIGHT).permissions()).hasSize(1);
    }

    /** 1,000 rulebooks of up to 20 rules, asked at 50 instants each, against a scan of all rules. */
    @Property(tries = 1_000)
    void compiledRulesSayWhatTheRulesSay(@ForAll long seed) {
        var random = new Random(seed);
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            var validity = Validity.between(EIGHT.plusSeconds(random.nextInt(50)),
                    EIGHT.plusSeconds(50 + random.nextInt(50)));
            rules.add(random.nextBoolean()
                    ? new HomeArea(new UUID(1, i), PLACE, validity)
                    : new Permission(new UUID(2, i), List.of(PLACE), validity,
                            Transit.anywhere(Duration.ofSeconds(random.nextInt(60)), Duration.ZERO), false));
        }
        var rulebook = Rulebook.of(1, rules, EIGHT);

        for (int i = 0; i < 50; i++) {
            var at = EIGHT.plusSeconds(random.nextInt(110)).minusNanos(random.nextBoolean() ? 1_000 : 0);
            var slice = rulebook.at(at);
            assertThat(slice.homes().size() + slice.permissions().size())
                    .isEqualTo((int) rules.stream().filter(rule -> rule.validity().holdsAt(at)).count());
            assertThat(slice.freeTransit().isPresent()).isEqualTo(rules.stream()
                    .anyMatch(rule -> rule instanceof Permission permission && rule.validity().holdsAt(at)
                            && at.isBefore(rule.validity().from().plus(permission.transit().out()))));
        }
    }

    @Test
    void rulebookHasABound() {
        var one = Rulebooks.home(PLACE);

        assertThatIllegalArgumentException().isThrownBy(
                () -> Rulebook.of(1, java.util.Collections.nCopies(Rulebook.MAX_RULES + 1, one), EIGHT));
    }

    @Test
    void radiusIsScaledToTheConfidenceAskedFor() {
        assertThat(Margins.scaleFor(0.68)).isCloseTo(1, within(1e-12));
        assertThat(Margins.scaleFor(0.95)).isCloseTo(1.62, within(0.005));
        assertThatIllegalArgumentException().isThrownBy(() -> Margins.scaleFor(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(100, 50, 2_000, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(100, 50, 2_000, 2, 100, 2.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(100, 50, 2_000, 2, 100, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(100, 50, 2_000, 2, Double.NaN, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Margins(100, 50, 2_000, 2, -1, 2));
    }

    private static long boundMinutes(Curfew curfew, Instant from) {
        long minutes = 0;
        for (int i = 0; i < 24 * 60; i++) {
            if (curfew.bindsAt(from.plusSeconds(60L * i))) {
                minutes++;
            }
        }
        return minutes;
    }

    private static WeeklyWindow window(DayOfWeek day, String from, String until) {
        return new WeeklyWindow(day, LocalTime.parse(from), LocalTime.parse(until));
    }

    private static Curfew curfew(ZoneId zone, WeeklyWindow... windows) {
        return new Curfew(Rulebooks.CURFEW_ID, "(2026) 12", PLACE, zone, List.of(windows), Validity.ALWAYS);
    }
}
