package org.rollcall.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A connection with at most one request at work. */
final class Wire {

    private static final int MOST_ANSWER = 64 * 1024;

    private final Selector selector;
    private final List<InetSocketAddress> addresses;
    private final boolean keepAlive;
    private final ByteBuffer answer = ByteBuffer.allocate(MOST_ANSWER);
    private int node;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer sending;
    private Shot shot;
    private long since;

    Wire(Selector selector, List<InetSocketAddress> addresses, int node, boolean keepAlive) {
        this.selector = selector;
        this.addresses = addresses;
        this.node = node;
        this.keepAlive = keepAlive;
    }

    Shot shot() {
        return shot;
    }

    /** From when the latency of its request counts. */
    long since() {
        return since;
    }

    ByteBuffer answer() {
        return answer;
    }

    /** Begins a request. */
    void fire(Shot next, long from) throws IOException {
        shot = next;
        since = from;
        sending = next.bytes().duplicate();
        answer.clear();
        if (channel == null) {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(addresses.get(node % addresses.size()));
            key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (!connected) {
                return;
            }
        }
        send();
    }

    /** Goes on; the status of the answer when it is whole, else 0. Fails when the connection breaks. */
    int advance() throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            send();
            return 0;
        }
        if (key.isWritable()) {
            send();
        }
        if (!key.isReadable()) {
            return 0;
        }
        boolean ended = channel.read(answer) < 0;
        if (shot == null) {
            throw new IOException("the server closed a connection that was idle");
        }
        int status = Answers.status(answer, ended);
        if (ended && status == 0) {
            throw new IOException("the server closed the connection");
        }
        if (status != 0 && (!keepAlive || ended || Answers.closes(answer))) {
            close();
        }
        return status;
    }

    private void send() throws IOException {
        channel.write(sending);
        key.interestOps(sending.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** The next connection goes to another node, if there is one. */
    void turn() {
        node++;
    }

    /** Ready for the next request. */
    Shot done() {
        var was = shot;
        shot = null;
        return was;
    }

    void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is gone either way.
            }
            channel = null;
        }
    }
}
