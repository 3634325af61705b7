package org.rollcall.backend.location;

import java.time.Duration;
import java.time.LocalTime;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How fixes are taken in and judged. */
@ConfigMapping(prefix = "rollcall.location")
public interface LocationConfig {

    /**
     * How many lanes a node has; a person's fixes always take the same one. Each has one connection at work. What a
     * transaction costs is shared by all fixes of a lane that came meanwhile: few lanes take more fixes with the same
     * processors, many let fewer wait where a lock is held elsewhere.
     */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int lanes();

    /** The most fixes in one transaction. A request is never split over two, so a single one may exceed it. */
    @WithDefault("1000")
    @Min(1)
    @Max(10_000)
    int batchFixes();

    /**
     * How long a lane under load waits for more fixes before its next transaction, so that what one costs is shared; zero
     * for not at all, and less than {@code rollcall.location.answer-within}. Without load nobody waits.
     */
    @WithDefault("2ms")
    Duration gather();

    /** The most fixes that wait in one lane, those at work included. What is more is answered 503. */
    @WithDefault("20000")
    @Min(1000)
    int laneFixes();

    /**
     * The most fixes of one device that wait in its lane, so that nobody fills it alone. What is more is answered 503; a
     * single request is taken in any case.
     */
    @WithDefault("2000")
    @Min(1000)
    int laneFixesOfOne();

    /** How long a request waits for its answer before it is told to come again. */
    @WithDefault("20s")
    Duration answerWithin();

    /** The most people whose compiled rules a node remembers. */
    @WithDefault("100000")
    @Min(1)
    int rulebooks();

    /** The officer is told of a clock that is still off this long after the person was told. */
    @WithDefault("30m")
    Duration clockOffFor();

    /** How often a node looks for deadlines that have passed without a fix; {@code off} for never. */
    @WithDefault("10s")
    String sweepEvery();

    /** A battery with less than this, in percent, that is not being charged counts as low. */
    @WithDefault("15")
    int batteryLowBelowPercent();

    /** How often a node looks at what fixes that came late would have raised; {@code off} for never. */
    @WithDefault("1m")
    String lateSweepEvery();

    /** From which time of the person's day officers are told of what was recorded later. */
    @WithDefault("08:00")
    LocalTime lateNoticesFrom();

    /** Until which time; later it is said the next morning. */
    @WithDefault("18:00")
    LocalTime lateNoticesUntil();
}
