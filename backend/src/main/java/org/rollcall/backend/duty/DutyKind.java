package org.rollcall.backend.duty;

import java.time.Duration;

import org.rollcall.notifications.AlertCode;

/** What may be asked of a person regularly. Names as in the database and in the API. */
public enum DutyKind {
    /** Here I am, once in a window of a day. */
    CHECK_IN(AlertCode.CHECKIN_MISSED, Duration.ofMinutes(15), Duration.ofHours(12)),
    /** The monthly report under its five headings (IM 24). */
    REPORT(AlertCode.REPORT_MISSED, Duration.ofHours(24), Duration.ofDays(31));

    private final AlertCode missed;
    private final Duration usualGrace;
    private final Duration takenLate;

    DutyKind(AlertCode missed, Duration usualGrace, Duration takenLate) {
        this.missed = missed;
        this.usualGrace = usualGrace;
        this.takenLate = takenLate;
    }

    /** What a miss is called. */
    AlertCode missed() {
        return missed;
    }

    /** How long after closing a miss is stated where a schedule says nothing: the hold-down of the alert catalogue. */
    Duration usualGrace() {
        return usualGrace;
    }

    /** How long after closing it is still taken, as late. */
    Duration takenLate() {
        return takenLate;
    }
}
