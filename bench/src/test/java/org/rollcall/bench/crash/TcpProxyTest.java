package org.rollcall.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final int PATIENCE_MILLIS = 300;

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void somethingThatAnswers() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::answer);
        thread.setDaemon(true);
        thread.start();
        proxy = new TcpProxy(echo.getLocalPort());
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        echo.close();
    }

    private void answer() {
        while (!echo.isClosed()) {
            try {
                var socket = echo.accept();
                var thread = new Thread(() -> {
                    try (socket) {
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException e) {
                        // It is gone.
                    }
                });
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    @Test
    void wholeItSaysWhatIsSaid() throws IOException {
        assertThat(said(connection())).isEqualTo('x');
    }

    @Test
    void whatIsCutBreaksAndIsMadeAnewWhenItHeals() throws IOException {
        var before = connection();
        said(before);

        proxy.cut();

        assertThat(saidOrEnd(before)).isNegative();
        assertThat(saidOrEnd(connection())).isNegative();
        proxy.heal();
        assertThat(said(connection())).isEqualTo('x');
    }

    @Test
    void whatIsForgottenSaysNothingEverAgainAndIsNotTold() throws IOException {
        var before = connection();
        said(before);

        proxy.swallow();
        assertThatThrownBy(() -> said(before)).isInstanceOf(SocketTimeoutException.class);
        proxy.forget();

        assertThatThrownBy(() -> said(before)).isInstanceOf(SocketTimeoutException.class);
        assertThat(said(connection())).isEqualTo('x');
    }

    private Socket connection() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static int said(Socket socket) throws IOException {
        socket.getOutputStream().write('x');
        return socket.getInputStream().read();
    }

    private static int saidOrEnd(Socket socket) {
        try {
            return said(socket);
        } catch (IOException e) {
            return -1;
        }
    }
}
