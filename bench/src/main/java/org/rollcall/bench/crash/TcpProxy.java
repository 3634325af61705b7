package org.rollcall.bench.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The network between a node and its database, which can be cut, and can swallow everything. Thread-safe. */
final class TcpProxy implements AutoCloseable {

    private enum State {
        WHOLE, CUT, SILENT
    }

    private final int target;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;

    TcpProxy(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** All connections break and none is made. */
    void cut() {
        state = State.CUT;
        sockets.forEach(TcpProxy::close);
    }

    /** Nothing comes through any more, and nobody is told. */
    void swallow() {
        state = State.SILENT;
    }

    /** As before; connections through which something was swallowed break. */
    void heal() {
        boolean wasSilent = state == State.SILENT;
        state = State.WHOLE;
        if (wasSilent) {
            sockets.forEach(TcpProxy::close);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                if (state != State.WHOLE) {
                    close(client);
                    continue;
                }
                var backend = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                backend.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(backend);
                threads.execute(() -> pump(client, backend));
                threads.execute(() -> pump(backend, client));
            } catch (IOException e) {
                // Closed, or the database is not there: the node sees a connection that breaks.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        var bytes = new byte[64 * 1024];
        try {
            for (int read = from.getInputStream().read(bytes); read >= 0; read = from.getInputStream().read(bytes)) {
                if (state == State.WHOLE) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // Either end has gone.
        }
        close(from);
        close(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        cut();
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
