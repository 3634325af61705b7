package org.rollcall.backend.access;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which proof phones give that they hold their key when they ask for more than a token may do alone. */
@ConfigMapping(prefix = "rollcall.proof")
public interface ProofConfig {

    /** Whether phones must prove their key with what is sensitive; false only while an older client is being replaced. */
    @WithDefault("true")
    boolean required();

    /** How old a proof may be when it arrives, beside the minute that a phone's clock may be off. */
    @WithDefault("2m")
    Duration holdsFor();

    /** How long a phone whose clock is wrong may go on with a nonce of ours before it is given another. */
    @WithDefault("5m")
    Duration nonceHoldsFor();
}
