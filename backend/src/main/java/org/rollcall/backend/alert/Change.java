package org.rollcall.backend.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.rollcall.notifications.MessageCode;
import org.rollcall.notifications.Severity;

/**
 * What causes do to one open alert. A pure function of the alert and the causes.
 *
 * @param alert the alert as it was
 * @param severity the highest so far: it grows, and only people lower it
 * @param entries what its history gains, oldest first
 * @param notice why people are told now; empty where it is only evidence
 */
record Change(OpenAlert alert, Severity severity, List<Entry> entries, Optional<MessageCode> notice) {

    static Change of(OpenAlert alert, List<Cause> causes) {
        var severity = alert.severity();
        var entries = new ArrayList<Entry>();
        for (var cause : causes.stream().sorted(Comparator.comparing(Cause::at)).toList()) {
            severity = severity.compareTo(cause.severity()) < 0 ? cause.severity() : severity;
            entries.add(new Entry(alert.id(), entries.isEmpty() ? firstKind(alert) : EntryKind.EVIDENCE, cause.at(),
                    cause.fact()));
        }
        return new Change(alert, severity, List.copyOf(entries), notice(alert, severity));
    }

    private static EntryKind firstKind(OpenAlert alert) {
        if (alert.fresh()) {
            return EntryKind.OPENED;
        }
        return alert.active() ? EntryKind.EVIDENCE : EntryKind.REACTIVATED;
    }

    private static Optional<MessageCode> notice(OpenAlert alert, Severity severity) {
        if (alert.fresh()) {
            return Optional.of(MessageCode.ALERT_OPENED);
        }
        if (!alert.active()) {
            return Optional.of(MessageCode.ALERT_REACTIVATED);
        }
        return severity == alert.severity() ? Optional.empty() : Optional.of(MessageCode.ALERT_WORSENED);
    }
}
