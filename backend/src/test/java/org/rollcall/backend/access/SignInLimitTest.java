package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.testing.TestClock;

class SignInLimitTest {

    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private final TestClock clock = new TestClock();
    private final SignInLimit limit = new SignInLimit(new Limits(3, 1), clock);

    @Test
    void aNameIsShutOutWhereItWasWrongAndNowhereElse() {
        wrong(HERE, "wang", 2);
        assertLetIn(HERE, "wang");
        wrong(HERE, "wang", 1);

        assertShutOut(HERE, "wang");
        assertLetIn(THERE, "wang");
        assertLetIn(HERE, "li");
        clock.advance(Duration.ofMinutes(1));
        assertLetIn(HERE, "wang");
    }

    @Test
    void whoTriesManyNamesIsShutOutWithAllOfThem() {
        IntStream.range(0, 15).forEach(i -> limit.wrong(HERE, "name" + i));

        assertShutOut(HERE, "somebody else");
        assertShutOut(HERE, "");
        assertLetIn(THERE, "name1");
    }

    @Test
    void whatNamesNobodyCountsForItsAddressAlone() {
        wrong(HERE, "", 14);
        assertLetIn(HERE, "");
        wrong(HERE, "", 1);

        assertShutOut(HERE, "");
    }

    @Test
    void aNameThatIsGuessedFromEverywhereIsShutOutWhereItIsNotKnownAlone() {
        for (var address : new String[]{"192.0.2.1", "192.0.2.2", "192.0.2.3"}) {
            wrong(address, "wang", 2);
        }

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> limit.checkStranger("wang", false))
                .matches(problem -> problem.type() == ProblemType.TOO_MANY_REQUESTS);
        assertThatCode(() -> limit.checkStranger("wang", true)).doesNotThrowAnyException();
        assertThatCode(() -> limit.checkStranger("li", false)).doesNotThrowAnyException();
    }

    private void wrong(String address, String name, int times) {
        IntStream.range(0, times).forEach(i -> limit.wrong(address, name));
    }

    private void assertLetIn(String address, String name) {
        assertThatCode(() -> limit.check(address, name)).doesNotThrowAnyException();
    }

    private void assertShutOut(String address, String name) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> limit.check(address, name))
                .matches(problem -> problem.type() == ProblemType.TOO_MANY_REQUESTS);
    }
}
