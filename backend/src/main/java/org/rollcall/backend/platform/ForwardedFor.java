package org.rollcall.backend.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads through which addresses a request came, the farthest first, as proxies write it. */
final class ForwardedFor {

    private ForwardedFor() {
    }

    /** Of the lines of {@code X-Forwarded-For}. */
    static List<String> ofXForwardedFor(List<String> lines) {
        var hops = new ArrayList<String>();
        for (var line : lines) {
            for (var hop : line.split(",", -1)) {
                hops.add(bare(hop.strip()));
            }
        }
        return hops;
    }

    /** Of the lines of {@code Forwarded} (RFC 7239); a hop that names nobody is an empty text. */
    static List<String> ofForwarded(List<String> lines) {
        var hops = new ArrayList<String>();
        for (var line : lines) {
            for (var element : line.split(",", -1)) {
                var hop = "";
                for (var pair : element.split(";", -1)) {
                    if (pair.strip().toLowerCase(Locale.ROOT).startsWith("for=")) {
                        hop = pair.strip().substring("for=".length()).replace("\"", "");
                    }
                }
                hops.add(bare(hop));
            }
        }
        return hops;
    }

    /** Without a port, without brackets. */
    private static String bare(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
