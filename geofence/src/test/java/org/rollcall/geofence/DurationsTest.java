package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Durations that nothing can be reckoned with are refused, and times that hardly end make no deadline. */
class DurationsTest {

    private static final Duration MONTH = Duration.ofDays(31);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Patience PATIENCE = Patience.DEFAULT;
    private static final HomeArea HOME = Rulebooks.home(Area.circle(Walk.CENTRE, 1_000));

    static Stream<Arguments> tooLong() {
        var lookBack = Stream.of(YEAR.plusNanos(1), EVER, Duration.ofNanos(-1))
                .map(time -> refused("lookBack", () -> spoofing(time, MONTH)));
        return Stream.concat(lookBack, Stream.of(MONTH.plusNanos(1), EVER, Duration.ofNanos(-1))
                .flatMap(time -> Stream.of(
                        refused("unsureFor", () -> new Patience(time, MONTH, MONTH, MONTH)),
                        refused("deviationFor", () -> new Patience(MONTH, time, MONTH, MONTH)),
                        refused("returnWithin", () -> new Patience(MONTH, MONTH, time, MONTH)),
                        refused("rowExpiry", () -> PATIENCE.withRowExpiry(time)),
                        refused("holdDown", () -> policy(time, MONTH, MONTH)),
                        refused("liveWithin", () -> policy(MONTH, time, MONTH)),
                        refused("futureTolerance", () -> policy(MONTH, MONTH, time)),
                        refused("outlives", () -> new StillRule(3, 10, time)),
                        refused("clockAhead", () -> spoofing(MONTH, time)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLong")
    void whatIsTooLongIsRefusedByName(String name, ThrowingCallable made) {
        assertThatIllegalArgumentException().isThrownBy(made::call).withMessageContaining(name);
    }

    @Test
    void longestOfAllIsJudgedBy() {
        var policy = new Policy(Margins.DEFAULT, 3, MONTH, MONTH, MONTH, new Patience(MONTH, MONTH, MONTH, MONTH),
                ZoneRule.DEFAULT, spoofing(YEAR, MONTH), false, new StillRule(3, 10, MONTH));
        var walk = new Walk(policy, HOME);
        var late = Walk.fix(Walk.east(1_300), 800, 0);

        assertThat(walk.at(new Fix(late.place(), late.accuracyMetres(), Fix.LAST, Fix.LAST))).isEmpty();
        assertThat(walk.tick(Fix.LAST)).isEmpty();
        assertThat(Kernel.nextDue(walk.standing(), Walk.EIGHT, walk.rulebook(), policy)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void leaveThatHardlyEndsIsNotWaitedFor(Instant until) {
        var destination = Area.circle(Walk.east(50_000), 5_000);
        var walk = new Walk(Walk.PLAIN, HOME, new Permission(Rulebooks.LEAVE_ID, List.of(destination),
                Validity.between(Walk.EIGHT, until), Transit.anywhere(MONTH, MONTH), false));

        assertThat(walk.at(Walk.east(50_000), 10, 60)).isEmpty();
        assertThat(walk.tick(Fix.LAST)).isEmpty();
        assertThat(Kernel.nextDue(walk.standing(), Walk.EIGHT, walk.rulebook(), Walk.PLAIN)).isEmpty();
    }

    static Stream<Instant> leaveThatHardlyEndsIsNotWaitedFor() {
        return Stream.of(Instant.MAX, Instant.MAX.minusNanos(1), Instant.MAX.minus(Duration.ofDays(3)),
                Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000 - 2), Instant.parse("+10000-01-01T00:00:00Z"));
    }

    /** A transit that would reach beyond all time ends with it. */
    @Test
    void transitAtTheEndOfTimeIsNoneBefore() {
        var from = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000 - 2);
        var rulebook = Rulebooks.of(HOME, new Permission(Rulebooks.LEAVE_ID, List.of(HOME.area()), Validity.from(from),
                Transit.anywhere(MONTH, Duration.ZERO), false));

        assertThat(rulebook.at(Walk.EIGHT).freeTransit()).isEmpty();
        assertThat(rulebook.at(from).freeTransit()).isPresent();
    }

    private static Arguments refused(String name, ThrowingCallable made) {
        return Arguments.of(name, made);
    }

    private static Policy policy(Duration holdDown, Duration liveWithin, Duration futureTolerance) {
        return new Policy(Margins.DEFAULT, 3, holdDown, liveWithin, futureTolerance,
                new Patience(MONTH, MONTH, MONTH, MONTH), ZoneRule.DEFAULT, SpoofRule.DEFAULT, false);
    }

    private static SpoofRule spoofing(Duration lookBack, Duration clockAhead) {
        return new SpoofRule(lookBack, 80, 50, 40, 30, 30, 80, 5, clockAhead);
    }
}
