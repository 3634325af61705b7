package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.testing.TestClock;

class GuessLimitTest {

    private final TestClock clock = new TestClock();
    private final GuessLimit limit = new GuessLimit(new Three(), clock);

    private record Three() implements EnrolmentConfig {
        @Override
        public int wrongCodes() {
            return 3;
        }

        @Override
        public Duration wrongCodesWithin() {
            return Duration.ofMinutes(1);
        }

        @Override
        public long addressesRemembered() {
            return 100;
        }
    }

    @Test
    void whoGuessesTooMuchWaitsForTheEndOfTheWindow() {
        wrong("192.0.2.1", 2);
        assertLetIn("192.0.2.1");
        wrong("192.0.2.1", 1);
        assertShutOut("192.0.2.1");

        clock.advance(Duration.ofMinutes(1));

        assertLetIn("192.0.2.1");
        wrong("192.0.2.1", 2);
        assertLetIn("192.0.2.1");
    }

    @Test
    void nobodyIsShutOutByWhatAnotherDid() {
        wrong("192.0.2.1", 50);

        assertLetIn("192.0.2.2");
        assertLetIn("2001:db8:1:1::1");
    }

    @Test
    void aNetworkOfManyAddressesIsOne() {
        wrong("2001:db8:1:1::1", 1);
        wrong("2001:db8:1:1::2", 1);
        wrong("2001:db8:1:1:ffff::3", 1);

        assertShutOut("2001:db8:1:1::4");
        assertLetIn("2001:db8:1:2::1");
    }

    private void wrong(String address, int times) {
        IntStream.range(0, times).forEach(i -> limit.wrong(address));
    }

    private void assertLetIn(String address) {
        assertThatCode(() -> limit.check(address)).doesNotThrowAnyException();
    }

    private void assertShutOut(String address) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> limit.check(address))
                .matches(problem -> problem.type() == ProblemType.TOO_MANY_REQUESTS);
    }
}
