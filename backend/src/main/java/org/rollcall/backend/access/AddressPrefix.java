package org.rollcall.backend.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The network of an address: enough to know one's own sessions by, too little to find somebody. */
final class AddressPrefix {

    private AddressPrefix() {
    }

    /** The first 24 bits of IPv4, the first 48 of IPv6. */
    static String of(String address) {
        try {
            // A literal: nothing is looked up.
            var bytes = InetAddress.getByName(address).getAddress();
            int kept = bytes.length > 4 ? 6 : 3;
            Arrays.fill(bytes, kept, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + 8 * kept;
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
