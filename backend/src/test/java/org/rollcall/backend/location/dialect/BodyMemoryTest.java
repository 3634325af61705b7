package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private record Config(int messagesAtOnce, double messagesPerSecond, long devicesRemembered, MemorySize bodyMemory)
            implements
                SendersConfig {}

    private final BodyMemory memory = new BodyMemory(
            new Config(1, 1, 1, new MemorySize(java.math.BigInteger.valueOf(100))), new SimpleMeterRegistry());

    @Test
    void bodiesTakeSoMuchAndNoMore() {
        for (int network = 0; network < 4; network++) {
            assertThat(memory.take("network " + network, 20)).isTrue();
        }
        assertThat(memory.take("another", 21)).isFalse();
        assertThat(memory.take("another", 20)).isTrue();

        memory.giveBack("network 0", 20);

        assertThat(memory.take("a fifth", 20)).isTrue();
        assertThat(memory.taken()).isEqualTo(100);
    }

    /** Whoever opens many connections and ends none of them takes the memory of the neighbours, and not everybody's. */
    @Test
    void oneNetworkTakesAQuarter() {
        assertThat(memory.take("flood", 25)).isTrue();
        assertThat(memory.take("flood", 1)).isFalse();

        assertThat(memory.take("phone", 25)).isTrue();
        assertThat(memory.taken()).isEqualTo(50);
    }

    @Test
    void nothingIsRememberedOfWhomNothingIsHeld() {
        memory.take("one", 10);
        memory.take("one", 5);
        memory.take("one", 100);
        memory.giveBack("one", 10);
        assertThat(memory.networks()).isOne();

        memory.giveBack("one", 5);

        assertThat(memory.networks()).isZero();
        assertThat(memory.taken()).isZero();
    }
}
