package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private record Config(Optional<List<String>> trusted, Header header) implements ProxyConfig {}

    private final Callers behindTwo = callers(ProxyConfig.Header.X_FORWARDED_FOR, "10.0.0.0/8", "fd00::/8");

    @Test
    void withoutTrustedProxiesEverybodyComesFromWhereTheyCome() {
        var callers = new Callers(new Config(Optional.empty(), ProxyConfig.Header.X_FORWARDED_FOR));

        assertThat(callers.address("10.0.0.1", Map.of("X-Forwarded-For", List.of("203.0.113.9"))::get))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void aPeerThatIsNotTrustedSpeaksForNobody() {
        assertThat(address(behindTwo, "192.0.2.1", "203.0.113.9")).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9                        | 203.0.113.9
            198.51.100.1, 203.0.113.9          | 203.0.113.9
            198.51.100.1, 203.0.113.9, 10.0.0.2 | 203.0.113.9
            203.0.113.9:4711                   | 203.0.113.9
            [2001:db8::1]:443                  | 2001:db8:0:0:0:0:0:1
            2001:db8::1, fd00::2               | 2001:db8:0:0:0:0:0:1
            10.0.0.3, 10.0.0.2                 | 10.0.0.3
            unknown                            | 10.0.0.1
            203.0.113.9, evil.example          | 10.0.0.1
            203.0.113.9, evil.example, 10.0.0.2 | 10.0.0.2
            999.1.1.1                          | 10.0.0.1
            """)
    void whatATrustedProxySaysIsBelievedAsFarAsTheNextOne(String header, String address) {
        assertThat(address(behindTwo, "10.0.0.1", header)).isEqualTo(address);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(behindTwo.address("10.0.0.1",
                Map.of("X-Forwarded-For", List.of("198.51.100.1", "203.0.113.9, 10.0.0.2"))::get))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void theHeaderThatTheProxyDoesNotWriteIsTheClientsOwn() {
        assertThat(behindTwo.address("10.0.0.1", Map.of("Forwarded", List.of("for=198.51.100.1"))::get))
                .isEqualTo("10.0.0.1");
        var byForwarded = callers(ProxyConfig.Header.FORWARDED, "10.0.0.0/8");
        assertThat(address(byForwarded, "10.0.0.1", "198.51.100.1")).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            for=203.0.113.9;proto=https;by=10.0.0.1 | 203.0.113.9
            for=198.51.100.1, For="203.0.113.9:80"  | 203.0.113.9
            for="[2001:db8::1]:4711"                | 2001:db8:0:0:0:0:0:1
            for=_hidden                             | 10.0.0.1
            proto=https                             | 10.0.0.1
            """)
    void forwardedIsReadToo(String header, String address) {
        var callers = callers(ProxyConfig.Header.FORWARDED, "10.0.0.0/8");

        assertThat(callers.address("10.0.0.1", Map.of("Forwarded", List.of(header))::get)).isEqualTo(address);
    }

    @Test
    void aNetworkOfIpv6IsOneSender() {
        assertThat(Callers.network("2001:db8:0:1::1")).isEqualTo(Callers.network("2001:db8:0:1:ffff::2"))
                .isNotEqualTo(Callers.network("2001:db8:0:2::1"));
        assertThat(Callers.network("192.0.2.1")).isNotEqualTo(Callers.network("192.0.2.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "10.0.0.0/33", "10.0.0.0/x", "", "300.0.0.1"})
    void aProxyWhoseAddressIsNoneEndsTheStart(String proxy) {
        assertThatIllegalArgumentException().isThrownBy(() -> callers(ProxyConfig.Header.FORWARDED, proxy));
    }

    private static Callers callers(ProxyConfig.Header header, String... trusted) {
        return new Callers(new Config(Optional.of(List.of(trusted)), header));
    }

    private static String address(Callers callers, String peer, String header) {
        return callers.address(peer, Map.of("X-Forwarded-For", List.of(header))::get);
    }
}
