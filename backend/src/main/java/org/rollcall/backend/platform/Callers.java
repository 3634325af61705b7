package org.rollcall.backend.platform;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;

/**
 * From which address a request comes: the peer's, or, where the peer is a proxy that is trusted, the last one in its header
 * that no trusted proxy has. What stands before it was written by whoever asked, and is never believed. Thread-safe.
 */
@ApplicationScoped
public class Callers {

    private static final String UNKNOWN = "unknown";

    private final List<Network> trusted;
    private final ProxyConfig.Header header;

    /** @throws IllegalArgumentException if a proxy's address is none */
    Callers(ProxyConfig config) {
        this.trusted = config.trusted().orElse(List.of()).stream().map(Network::of).toList();
        this.header = config.header();
    }

    /** What is wrong ends the start, and not the first request. */
    void start(@Observes StartupEvent event) {
        // Made by now.
    }

    /** The address as text. */
    public String address(HttpServerRequest request) {
        var peer = request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return peer == null ? UNKNOWN : address(peer, request.headers()::getAll);
    }

    /** The same of a peer and the lines of each header; null where there is no such header. */
    String address(String peer, Function<String, List<String>> headers) {
        return trusted.isEmpty() || !isTrusted(Network.address(unscoped(peer)))
                ? peer
                : farthestKnown(hops(headers), peer);
    }

    /** What the address is counted under: a network of IPv6 is one sender. */
    public String network(HttpServerRequest request) {
        return network(address(request));
    }

    /** The same of an address; what is none is counted as it is. */
    public static String network(String address) {
        try {
            return Network.counted(Network.address(unscoped(address)));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private List<String> hops(Function<String, List<String>> headers) {
        boolean forwarded = header == ProxyConfig.Header.FORWARDED;
        var lines = headers.apply(forwarded ? "Forwarded" : "X-Forwarded-For");
        if (lines == null) {
            return List.of();
        }
        return forwarded ? ForwardedFor.ofForwarded(lines) : ForwardedFor.ofXForwardedFor(lines);
    }

    /** From the nearest on: each proxy vouches for the hop before it, as long as it is one of ours. */
    private String farthestKnown(List<String> hops, String peer) {
        String nearest = peer;
        for (int i = hops.size() - 1; i >= 0; i--) {
            InetAddress hop;
            try {
                hop = Network.address(hops.get(i));
            } catch (IllegalArgumentException e) {
                return nearest;
            }
            nearest = hop.getHostAddress();
            if (!isTrusted(hop)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static String unscoped(String address) {
        int percent = address.indexOf('%');
        return percent < 0 ? address : address.substring(0, percent);
    }
}
