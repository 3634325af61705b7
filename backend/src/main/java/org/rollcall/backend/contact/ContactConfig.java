package org.rollcall.backend.contact;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When somebody counts as silent, and when it is said. */
@ConfigMapping(prefix = "rollcall.contact")
public interface ContactConfig {

    /** How often a node looks for silences, for clocks and for what has ended; {@code off} for never. */
    @WithDefault("10s")
    String sweepEvery();

    /** After how many intervals without any contact a phone that reports by a timer counts as silent. */
    @WithDefault("3")
    int silentAfterIntervals();

    /** A phone that reports by the minute counts as silent after this time at the earliest. */
    @WithDefault("2h")
    Duration silentAfterAtLeast();

    /** The beginning of the hours, by the person's clock, in which a silence is not said. */
    @WithDefault("22:00")
    LocalTime quietFrom();

    /** The end of those hours, on the next day where it is not later: what was found in them is said then. */
    @WithDefault("06:00")
    LocalTime quietUntil();

    /** When no node has left a sign for this long, we may have missed what phones sent: nobody counts as silent. */
    @WithDefault("5m")
    Duration outageAfter();

    /** The oldest version of our own client that will do, like 2.4; who has an older one is told, then the officer. */
    Optional<String> oldestAppVersion();

    /** How many open silences a round looks at, to end those of who was heard of; the next round goes on from there. */
    @WithDefault("1000")
    int silencesARound();
}
