package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.SocketException;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {

    private static final int RESET_BY_PEER = -104;

    @Test
    void aConnectionThatWasCutIsNoFaultOfOursWhateverItsSocketCallsIt() {
        assumeTrue(Epoll.isAvailable(), "only on Linux");
        var overEpoll = new Errors.NativeIoException("recvAddress", RESET_BY_PEER);

        assertThat(DatabaseFailure.isUnavailable(new IllegalStateException(overEpoll))).isTrue();
        assertThat(DatabaseFailure.isUnavailable(new SocketException("Connection reset"))).isTrue();
        assertThat(DatabaseFailure.isUnavailable(new IllegalStateException("of ours"))).isFalse();
    }
}
