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

    /** A connection, seen from both ends. */
    private static final class Link {

        private final Socket client;
        private final Socket backend;
        private volatile boolean forgotten;

        private Link(Socket client, Socket backend) {
            this.client = client;
            this.backend = backend;
        }

        private void end() {
            close(client);
            close(backend);
        }
    }

    private final int target;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
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
        links.forEach(Link::end);
    }

    /** Nothing comes through any more, and nobody is told. */
    void swallow() {
        state = State.SILENT;
    }

    /** As before; connections through which something may have been swallowed break. */
    void heal() {
        boolean wasSilent = state == State.SILENT;
        state = State.WHOLE;
        if (wasSilent) {
            links.forEach(Link::end);
        }
    }

    /** As before for new connections; through the old ones nothing comes ever again, and neither end is told. */
    void forget() {
        links.forEach(link -> link.forgotten = true);
        state = State.WHOLE;
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
                var link = new Link(client, backend);
                links.add(link);
                threads.execute(() -> pump(link, client, backend));
                threads.execute(() -> pump(link, backend, client));
            } catch (IOException e) {
                // Closed, or the database is not there: the node sees a connection that breaks.
            }
        }
    }

    private void pump(Link link, Socket from, Socket to) {
        var bytes = new byte[64 * 1024];
        try {
            for (int read = from.getInputStream().read(bytes); read >= 0; read = from.getInputStream().read(bytes)) {
                if (state == State.WHOLE && !link.forgotten) {
                    to.getOutputStream().write(bytes, 0, read);
                }
            }
        } catch (IOException e) {
            // Either end has gone.
        }
        if (link.forgotten || state == State.SILENT) {
            // That one end has gone does not come through either.
            close(from);
            return;
        }
        link.end();
        links.remove(link);
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
        close(server);
        cut();
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
