package org.rollcall.backend.platform;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;

/**
 * Looks after connections before there is a request, which is where neither routes nor filters see them: so many of one
 * address and no more, and none that lets the head of a request drip. Netty finds it by its service file and makes it
 * itself, which is why what it knows is static. Thread-safe.
 */
public final class GuardedConnections extends ChannelInitializerExtension {

    /**
     * What is allowed.
     *
     * @param ofOneAddress how many connections an address may hold
     * @param notLimited addresses that may hold any number
     */
    record Limits(Duration headWithin, int ofOneAddress, Set<String> notLimited) {

        Limits {
            notLimited = Set.copyOf(notLimited);
        }
    }

    /** More addresses are not told apart: each has a connection, so that there cannot be many more than descriptors. */
    private static final Map<String, Integer> HELD = new ConcurrentHashMap<>();
    private static final Set<Guard> ALL = ConcurrentHashMap.newKeySet();
    private static final LongAdder TOO_MANY = new LongAdder();
    private static final LongAdder TOO_SLOW = new LongAdder();
    private static final ByteBuf TIMEOUT = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            StandardCharsets.US_ASCII));
    private static final byte[] INTERIM = "HTTP/1.1 1".getBytes(StandardCharsets.US_ASCII);

    private static volatile Limits limits = new Limits(Duration.ofSeconds(20), Integer.MAX_VALUE, Set.of());

    /** For Netty. */
    public GuardedConnections() {
    }

    static void use(Limits allowed) {
        limits = allowed;
    }

    static Limits limits() {
        return limits;
    }

    /** How many connections were closed because their address held enough. */
    static double tooMany() {
        return TOO_MANY.doubleValue();
    }

    /** How many were closed because a head came too slowly. */
    static double tooSlow() {
        return TOO_SLOW.doubleValue();
    }

    /** How many connections are looked after. */
    static int open() {
        return ALL.size();
    }

    /** Closes those whose head has been coming for too long by then. */
    static void endSlow(long nowNanos) {
        long allowed = limits.headWithin().toNanos();
        ALL.stream().filter(guard -> guard.head.isTooSlow(nowNanos, allowed)).forEach(Guard::end);
    }

    @Override
    public void postInitializeServerChildChannel(Channel child) {
        child.pipeline().addFirst(new Guard());
    }

    private static boolean take(String address) {
        return HELD.merge(address, 1, Integer::sum) <= limits.ofOneAddress() || limits.notLimited().contains(address);
    }

    private static void giveBack(String address) {
        HELD.computeIfPresent(address, (known, held) -> held > 1 ? held - 1 : null);
    }

    /** One connection; it stands before all that speaks HTTP, so that it sees bytes as they come and go. */
    private static final class Guard extends ChannelDuplexHandler {

        private final HeadWatch head = new HeadWatch();
        private ChannelHandlerContext context;
        private String address;

        @Override
        public void channelActive(ChannelHandlerContext active) {
            if (active.pipeline().get(HttpRequestDecoder.class) == null
                    || !(active.channel().remoteAddress() instanceof InetSocketAddress remote)) {
                active.pipeline().remove(this);
                active.fireChannelActive();
                return;
            }
            context = active;
            address = remote.getAddress().getHostAddress();
            if (!take(address)) {
                TOO_MANY.increment();
                active.close();
                return;
            }
            // What is encrypted tells nothing here.
            if (active.pipeline().get(SslHandler.class) == null) {
                ALL.add(this);
            }
            active.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext inactive) {
            ALL.remove(this);
            if (address != null) {
                giveBack(address);
                address = null;
            }
            inactive.fireChannelInactive();
        }

        @Override
        public void channelRead(ChannelHandlerContext reading, Object message) {
            if (message instanceof ByteBuf bytes) {
                head.read(bytes, System.nanoTime());
            }
            reading.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
            // An interim answer asks for the body; all others end the request.
            if (!(message instanceof ByteBuf bytes && startsWith(bytes, INTERIM))) {
                head.answered();
            }
            writing.write(message, promise);
        }

        void end() {
            ALL.remove(this);
            TOO_SLOW.increment();
            context.executor().execute(() -> context.writeAndFlush(TIMEOUT.duplicate())
                    .addListener(ChannelFutureListener.CLOSE));
        }

        private static boolean startsWith(ByteBuf bytes, byte[] begin) {
            if (bytes.readableBytes() < begin.length) {
                return false;
            }
            for (int i = 0; i < begin.length; i++) {
                if (bytes.getByte(bytes.readerIndex() + i) != begin[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
