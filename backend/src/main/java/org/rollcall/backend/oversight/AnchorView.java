package org.rollcall.backend.oversight;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** An anchor as it goes over the wire: the same words as in its file, so that the two can be compared by eye. */
public record AnchorView(long number, int format, Instant madeAt, long batch, long entries, String head,
        String previous,
        UUID keyId, String publicKey, String signature) {

    static AnchorView of(Anchor anchor) {
        var hex = HexFormat.of();
        var base64 = Base64.getEncoder();
        return new AnchorView(anchor.number(), anchor.format(), anchor.madeAt(), anchor.batch(), anchor.entries(),
                hex.formatHex(anchor.head()), hex.formatHex(anchor.previous()), anchor.signed().keyId(),
                base64.encodeToString(anchor.signed().publicKey()), base64.encodeToString(anchor.signed().value()));
    }
}
