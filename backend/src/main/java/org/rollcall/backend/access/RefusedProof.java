package org.rollcall.backend.access;

import java.util.List;

/** Why a proof is not taken, in words that help whoever wrote the client; whoever copied a token knows them anyway. */
final class RefusedProof extends RuntimeException {

    static final RefusedProof MISSING = new RefusedProof("missing", "one DPoP header with a proof is needed");
    static final RefusedProof INVALID = new RefusedProof("invalid", "the proof is no dpop+jwt with all its claims");
    static final RefusedProof OTHER_KEY = new RefusedProof("key", "the proof is not of the enrolled key");
    static final RefusedProof OTHER_PERSON = new RefusedProof("person", "the token's device is not its person's");
    static final RefusedProof OTHER_REQUEST = new RefusedProof("request", "htm or htu name another request");
    static final RefusedProof OTHER_TOKEN = new RefusedProof("token", "ath names another access token");
    static final RefusedProof OTHER_TIME = new RefusedProof("time", "iat is too long ago or ahead: sign the nonce");
    static final RefusedProof OLD_NONCE = new RefusedProof("nonce",
            "the nonce is none of ours or too old: sign the new");
    static final RefusedProof REPLAYED = new RefusedProof("replayed", "the proof was used before");

    static final List<RefusedProof> ALL = List.of(MISSING, INVALID, OTHER_KEY, OTHER_PERSON, OTHER_REQUEST, OTHER_TOKEN,
            OTHER_TIME,
            OLD_NONCE, REPLAYED);

    private static final long serialVersionUID = 1L;

    private final String reason;

    private RefusedProof(String reason, String description) {
        super(description, null, false, false);
        this.reason = reason;
    }

    /** One word, for metrics. */
    String reason() {
        return reason;
    }

    /** Whether the phone's clock is all that is wrong, or the nonce that stands in for it. */
    boolean isAboutTime() {
        return this == OTHER_TIME || this == OLD_NONCE;
    }

    /** As a WWW-Authenticate header says it (RFC 9449, sections 7.1 and 9). */
    String challenge() {
        return "DPoP error=\"" + (isAboutTime() ? "use_dpop_nonce" : "invalid_dpop_proof") + "\", error_description=\""
                + getMessage() + "\", algs=\"ES256\"";
    }
}
