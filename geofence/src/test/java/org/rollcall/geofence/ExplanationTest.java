package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.geofence.Fix.Trigger;

class ExplanationTest {

    private static final ZoneId LEGAL_ZONE = ZoneId.of("Asia/Shanghai");
    private static final HomeArea HOME = Rulebooks.home(Area.circle(Walk.CENTRE, 10_000));

    private final Walk walk = new Walk(Walk.PLAIN, HOME);

    /** A verdict knows depths only as far as they matter; whoever asks why gets the whole of it. */
    @Test
    void depthInAPolygonIsToldInFull() {
        var county = Rulebooks.home(Area.polygonal(Shapes.wkt("POLYGON((107 30, 109 30, 109 32, 107 32, 107 30))")));
        var fix = Walk.fix(new WgsCoordinate(31, 108.9), 30, 0);
        var explanation = Explanation.of(Standing.INITIAL, fix, Rulebooks.of(county), Policy.DEFAULT,
                element -> "Kaizhou", java.time.ZoneId.of("Asia/Shanghai"));

        assertThat(explanation.sentence()).isEqualTo("9.6 km inside Kaizhou, accuracy 30 m");
        assertThat(explanation.judgement().verdict().distanceMetres()).hasValue(-Verdict.DEEP_METRES);
    }

    /** The example of the issue, word for word. */
    @Test
    void sentenceSaysHowFarHowSureAndForHowLong() {
        walk.at(Walk.east(10_600), 20, 0);
        walk.at(Walk.east(10_500), 12, 6);

        var explanation = explain(Walk.fix(Walk.east(10_412), 18, 11));

        assertThat(explanation.sentence()).isEqualTo(
                "412 m outside Kaizhou, accuracy 18 m, third fix in 11 minutes; no permission on 2026-03-02");
        assertThat(explanation.changes())
                .containsExactly("outside every permitted area for 11 minutes, 3 fixes");
    }

    @Test
    void sameVerdictComesOutAgainFromWhatWasStored() {
        var history = List.of(HOME, Rulebooks.leave(Area.circle(Walk.east(40_000), 5_000),
                Walk.minute(-60), Walk.minute(600)));
        var knownAt = Walk.EIGHT;
        var fix = Walk.fix(Walk.east(33_000), 25, 30);
        var before = Kernel.judge(Standing.INITIAL, Walk.fix(Walk.east(33_000), 25, 20),
                Rulebook.of(4, history, knownAt), Walk.PLAIN).next();
        var then = Kernel.judge(before, fix, Rulebook.of(4, history, knownAt), Walk.PLAIN);

        var explanation = Explanation.of(StandingCodec.decode(StandingCodec.encode(before)), fix,
                Rulebook.of(4, history, knownAt), Walk.PLAIN, ExplanationTest::name, LEGAL_ZONE);

        assertThat(explanation.judgement()).isEqualTo(then);
        assertThat(explanation.sentence()).isEqualTo(
                "2.0 km outside City B, accuracy 25 m, second fix in 10 minutes; permission on 2026-03-02 for City B");
    }

    @Test
    void personAtHomeIsInside() {
        assertThat(sentence(Walk.fix(Walk.east(9_000), 30, 0))).isEqualTo("1.0 km inside Kaizhou, accuracy 30 m");
        assertThat(sentence(Walk.fix(Walk.east(9_970), 40, 1))).isEqualTo("30 m inside Kaizhou, accuracy 40 m");
    }

    @Test
    void doubtSaysWhatWouldBeNeeded() {
        assertThat(sentence(Walk.fix(Walk.east(10_300), 800, 0))).isEqualTo(
                "300 m outside Kaizhou, accuracy 800 m: not sure within 900 m of the border; no permission on 2026-03-02");
        assertThat(sentence(Walk.fix(Walk.CENTRE, 2_500, 1)))
                .isEqualTo("10.0 km inside Kaizhou, accuracy 2.5 km: too coarse to tell");
        assertThat(sentence(new Fix(Walk.east(10_300), OptionalDouble.empty(), Walk.EIGHT, Walk.EIGHT))).isEqualTo(
                "300 m outside Kaizhou, accuracy unknown: not sure without an accuracy; no permission on 2026-03-02");
    }

    @Test
    void missingRulesAreSaid() {
        var nobody = new Walk(Walk.PLAIN, Rulebooks.leave(Area.circle(Walk.CENTRE, 5), Walk.minute(60),
                Walk.minute(120)));

        assertThat(explain(nobody, Walk.fix(Walk.CENTRE, 10, 0)).sentence())
                .isEqualTo("somewhere, accuracy 10 m: no permitted area is on record for 2026-03-02");
    }

    @Test
    void transitNamesTheLeave() {
        var traveller = new Walk(Walk.PLAIN, HOME, new Permission(Rulebooks.LEAVE_ID,
                List.of(Area.circle(Walk.east(90_000), 5_000)), Validity.between(Walk.EIGHT, Walk.minute(6_000)),
                Transit.anywhere(Duration.ofHours(6), Duration.ZERO), false));

        assertThat(explain(traveller, Walk.fix(Walk.east(50_000), 10, 0)).sentence())
                .isEqualTo("on the way that the permission for City B allows, accuracy 10 m");
    }

    @Test
    void exclusionIsNamed() {
        var barred = new Walk(Walk.PLAIN, HOME, Rulebooks.exclusion(Area.circle(Walk.east(5_000), 500)));

        var explanation = explain(barred, Walk.fix(Walk.east(5_100), 20, 0));

        assertThat(explanation.sentence())
                .isEqualTo("400 m inside the exclusion zone Z-7, accuracy 20 m, first fix");
        assertThat(explanation.changes()).containsExactly("wholly inside the exclusion zone Z-7");
        assertThat(explain(barred, Walk.fix(Walk.east(4_450), 90, 0)).sentence()).isEqualTo(
                "50 m outside the exclusion zone Z-7, accuracy 90 m: not sure within 90 m of the border");
    }

    @Test
    void lateAndFutureFixesSaySo() {
        var late = new Fix(Walk.east(12_000), OptionalDouble.of(10), Walk.EIGHT, Walk.minute(180));
        var future = new Fix(Walk.east(9_000), OptionalDouble.of(10), Walk.minute(8), Walk.EIGHT);

        assertThat(sentence(late)).isEqualTo(
                "2.0 km outside Kaizhou, accuracy 10 m; no permission on 2026-03-02; recorded later, at 2026-03-02 11:00");
        assertThat(sentence(future)).isEqualTo(
                "1.0 km inside Kaizhou, accuracy 10 m; the phone's clock is ahead by 8 minutes");
    }

    @Test
    void overdueReturnIsExplained() {
        var leave = Rulebooks.leave(Area.circle(Walk.east(90_000), 5_000), Walk.EIGHT, Walk.minute(600));
        var rulebook = Rulebooks.of(HOME, leave);
        var away = Kernel.judge(Standing.INITIAL, Walk.fix(Walk.east(90_000), 10, 60), rulebook, Walk.PLAIN).next();
        var ticked = Kernel.tick(away, new Tick(Walk.minute(600 + 721)), rulebook, Walk.PLAIN);

        assertThat(Explanation.of(ticked, Walk.PLAIN, ExplanationTest::name, LEGAL_ZONE)).containsExactly(
                "permission for City B ended at 2026-03-02 18:00, not seen at home by 2026-03-03 06:00");
    }

    @Test
    void lastingDoubtIsExplained() {
        walk.at(Walk.east(10_300), 800, 0);
        var ticked = Kernel.tick(walk.standing(), new Tick(Walk.minute(60)), walk.rulebook(), Walk.PLAIN);

        assertThat(Explanation.of(ticked, Walk.PLAIN, ExplanationTest::name, LEGAL_ZONE))
                .containsExactly("not sure to be inside for 60 minutes, since 2026-03-02 08:00");
    }

    /** A doubt ends with the certainty of being outside, or where a leave lets the person be anywhere: not the same. */
    @Test
    void endOfADoubtIsExplained() {
        var leave = new Permission(Rulebooks.LEAVE_ID, List.of(Area.circle(Walk.east(90_000), 5_000)),
                Validity.between(Walk.minute(65), Walk.minute(6_000)),
                Transit.anywhere(Duration.ofHours(6), Duration.ZERO), false);
        walk.at(Walk.east(10_300), 800, 0);
        assertThat(walk.at(Walk.east(10_300), 800, 60)).containsExactly("AREA_UNSURE OPENED HELD");

        assertThat(explain(Walk.fix(Walk.east(12_000), 10, 70)).changes())
                .containsExactly("certain to be outside; open since 2026-03-02 08:00");

        walk.knowsNow(HOME, leave);
        for (var accuracy : new double[]{10, 800, 5_000}) {
            assertThat(explain(Walk.fix(Walk.east(12_000), accuracy, 70)).changes()).containsExactly(
                    "on the way that the permission for City B allows; open since 2026-03-02 08:00");
        }
    }

    @Test
    void everyOtherChangeIsExplained() {
        var curfew = new Curfew(Rulebooks.CURFEW_ID, "(2026) 12", Area.circle(Walk.CENTRE, 200), LEGAL_ZONE,
                List.of(new WeeklyWindow(DayOfWeek.MONDAY, LocalTime.of(0, 0), LocalTime.of(0, 0))), Validity.ALWAYS);
        var bound = new Walk(Walk.PLAIN, HOME, curfew);
        bound.at(Walk.mocked(Walk.east(5_000), 0));
        bound.at(new Fix(Walk.east(5_001), OptionalDouble.of(10), Walk.minute(7), Walk.minute(5.5), Trigger.PERIODIC,
                true, OptionalDouble.empty()));

        var opened = explain(bound, new Fix(Walk.east(5_002), OptionalDouble.of(10), Walk.minute(12), Walk.minute(10.5),
                Trigger.PERIODIC, true, OptionalDouble.empty()));

        assertThat(opened.changes()).containsExactly(
                "away from the flat in the hours of the court's order for 12 minutes, 3 fixes",
                "signs of a made-up position: the phone's own flag, a clock that is ahead");
    }

    @Test
    void returnIsExplained() {
        walk.at(Walk.east(12_000), 10, 0);
        walk.at(Walk.east(12_000), 10, 5);
        walk.at(Walk.east(12_000), 10, 10);

        assertThat(explain(Walk.fix(Walk.CENTRE, 10, 30)).changes())
                .containsExactly("seen where the person may be; open since 2026-03-02 08:00");
    }

    @Test
    void ruleThatEndedIsNamedAsTheReason() {
        var barred = new Walk(Walk.PLAIN, HOME, Rulebooks.exclusion(Area.circle(Walk.CENTRE, 500)));
        barred.at(Walk.CENTRE, 10, 0);
        barred.knowsNow(HOME);

        assertThat(explain(barred, Walk.fix(Walk.CENTRE, 10, 5)).changes()).containsExactly(
                "by the rules of 2026-03-02 08:05 it no longer matters; open since 2026-03-02 08:00");
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0 m", "999.4, 999 m", "999.6, 1.0 km", "99949, 99.9 km", "99951, 100 km", "1234567, '1,235 km'"})
    void distancesAreRoundedToWhatMatters(double metres, String phrase) {
        assertThat(Phrases.metres(metres)).isEqualTo(phrase);
    }

    @ParameterizedTest
    @CsvSource({"1, first", "10, tenth", "11, 11th", "12, 12th", "21, 21st", "22, 22nd", "23, 23rd", "111, 111th",
        "65535, 65535th"})
    void fixesAreCountedAsPeopleCount(int number, String phrase) {
        assertThat(Phrases.ordinal(number)).isEqualTo(phrase);
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1 second", "PT119S, 119 seconds", "PT11M30S, 11 minutes", "PT2H, 2 hours", "PT49H, 2 days"})
    void timesAreRoundedDown(Duration duration, String phrase) {
        assertThat(Phrases.time(duration)).isEqualTo(phrase);
    }

    /** A fix at 23:30 in China is of that day, though it is the day before in London. */
    @Test
    void datesAreThoseOfTheLegalZone() {
        var at = Instant.parse("2026-03-01T16:30:00Z");

        assertThat(sentence(new Fix(Walk.east(12_000), OptionalDouble.of(10), at, at))).endsWith("on 2026-03-02");
    }

    private String sentence(Fix fix) {
        return explain(fix).sentence();
    }

    private Explanation explain(Fix fix) {
        return explain(walk, fix);
    }

    private static Explanation explain(Walk person, Fix fix) {
        return Explanation.of(person.standing(), fix, person.rulebook(), Walk.PLAIN, ExplanationTest::name,
                LEGAL_ZONE);
    }

    private static String name(Element element) {
        return switch (element.kind()) {
            case HOME -> "Kaizhou";
            case PERMISSION, TRANSIT -> "City B";
            case EXCLUSION -> "Z-7";
            case CURFEW -> "the flat";
        };
    }
}
