package org.rollcall.backend.location;

/** Why a fix was not judged now and is to be sent again, while its neighbours were. */
enum WhyLeft {

    /** A newer node has written the standing in a format that this one cannot read. */
    NEWER_STANDING,
    /** Somebody else has held the standing for longer than is waited. */
    HELD;

    /** As the metric names it. */
    String reason() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
