package org.rollcall.backend.access;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** PINs for checking in without the phone, and how wrong ones are slowed down. */
@ConfigMapping(prefix = "rollcall.check-in-pin")
public interface CheckInPinConfig {

    /** How long a PIN holds, where no newer one takes its place. */
    @WithDefault("366d")
    Duration holdsFor();

    /** How many wrong PINs one network address may send for one person within the window; then it is answered 429. */
    @WithDefault("5")
    int wrongOfOnePerson();

    /** How many it may send for all persons together. Many phones share the address of their carrier. */
    @WithDefault("50")
    int wrongOfOneAddress();

    /**
     * How many wrong PINs may come for one person from all addresses within the window; then that person's PIN is taken
     * from nowhere until the window ends. So others can shut a person out of this way for one window at most at a time.
     */
    @WithDefault("50")
    int wrongFromEverywhere();

    /** The window in which wrong PINs are counted, from the first of them. */
    @WithDefault("15m")
    Duration within();

    /** The most persons and addresses that a node counts for; beyond, the least used are forgotten. */
    @WithDefault("20000")
    long remembered();
}
