package org.rollcall.backend.access;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long credentials of foreign clients hold, and how long they are remembered as verified. */
@ConfigMapping(prefix = "rollcall.credentials")
public interface CredentialsConfig {

    /**
     * How long a node takes a verified secret for good without asking the database: the longest time for which a revoked
     * device is still let in. What it sends is checked again when it is stored.
     */
    @WithDefault("30s")
    Duration verifiedFor();

    /** The most verified secrets that a node remembers. */
    @WithDefault("100000")
    long remembered();

    /**
     * How many secrets and tokens of apps that no phone has may come from one network in a minute, each counted once; what
     * comes from there beyond is asked of the database no more, but for what was good within a day, and is to be sent again.
     * Each node counts for itself.
     */
    @WithDefault("300")
    int unknownOfOneNetwork();

    /** How long the secret of a foreign app holds from its enrolment; as long as the phone is enrolled, if not set. */
    Optional<Duration> secretsHoldFor();

    /**
     * How long a phone that was replaced may send what it gathered before that, for its key or secret in an app may come to
     * the network later than the new phone; nothing else of it counts. Zero for not at all.
     */
    @WithDefault("24h")
    Duration replacedSendFor();

    /** How long a refresh token holds that is not used. */
    @WithDefault("90d")
    Duration refreshTokensHoldFor();
}
