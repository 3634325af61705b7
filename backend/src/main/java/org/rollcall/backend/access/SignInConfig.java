package org.rollcall.backend.access;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How wrong passwords and wrong proofs of phones are slowed down. */
@ConfigMapping(prefix = "rollcall.sign-in")
public interface SignInConfig {

    /**
     * How often one name, or one phone, may be wrong from one network address within the window; then that name is
     * answered 429 there, and let in from everywhere else.
     */
    @WithDefault("10")
    int wrongOfOneName();

    /**
     * How often all names together may be wrong from one network address within the window; then all are answered 429
     * there. Many phones share the address of their carrier, so it is large.
     */
    @WithDefault("300")
    int wrongOfOneAddress();

    /**
     * How often one name may be wrong from all addresses together within the longer window; then it is answered 429 at
     * addresses that it did not sign in from lately, and goes on where it did.
     */
    @WithDefault("100")
    int wrongOfOneNameEverywhere();

    /** The longer window. */
    @WithDefault("1h")
    Duration everywhereWithin();

    /** The window in which what is wrong is counted, from the first of it. */
    @WithDefault("1m")
    Duration within();

    /** The most names and addresses that a node counts for; beyond, the least used are forgotten. */
    @WithDefault("50000")
    long remembered();

    /**
     * The most passwords that a node looks at or keeps waiting at the same time; whoever comes beyond is answered 503
     * with Retry-After. Half of the processors work on them, each in 19 MiB.
     */
    @WithDefault("16")
    int passwordsAtOnce();

    /** How long an access token of staff holds. Whether its session was ended is asked with each request all the same. */
    @WithDefault("10m")
    Duration accessTokensHoldFor();

    /**
     * The roles whose holders need a second factor: without one a session of theirs is none. Nobody, where it is empty.
     */
    Optional<Set<PostRole>> secondFactorRoles();

    /**
     * Whether a password that an admin set lets its account do nothing but change it, so that whoever signs in chooses the
     * next.
     */
    @WithDefault("true")
    boolean oneTimePasswords();

    /** How long the second step of a sign-in may take. */
    @WithDefault("5m")
    Duration challengesHoldFor();

    /** How long a session of staff holds from its sign-in, however often it is renewed. */
    @WithDefault("12h")
    Duration sessionsHoldFor();
}
