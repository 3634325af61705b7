package org.rollcall.backend.oversight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of recomputing the record.
 *
 * @param entries how many are sealed and were compared
 * @param late how many of them were sealed more than an hour after their own time: a backlog, or entries that were put
 *     in later with an older time
 * @param waiting how many are not sealed yet
 * @param oldestWaiting the time of the oldest of them
 * @param files how many anchors outside the database were compared; empty where no directory was named
 * @param keys fingerprints of the keys that signed, in the order of their first anchor
 * @param findings what is wrong, the first of it
 * @param found how much is wrong
 */
record Report(long entries, long late, long batches, long anchors, Optional<Long> files, long waiting,
        Optional<Instant> oldestWaiting, Set<String> keys, List<Finding> findings, long found) {

    boolean isWhole() {
        return found == 0;
    }

    /** For a person, a fact a line. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        findings.forEach(finding -> lines.add(finding.toString()));
        if (found > findings.size()) {
            lines.add("and " + (found - findings.size()) + " more");
        }
        lines.add(entries + " entries in " + batches + " batches compared, " + late
                + " of them sealed over an hour after their own time");
        lines.add(waiting + " entries wait to be sealed"
                + oldestWaiting.map(at -> ", the oldest of " + at).orElse(""));
        lines.add(anchors + " anchors in the database, "
                + files.map(count -> count + " outside").orElse("none outside were compared: name a directory"));
        keys.forEach(key -> lines.add("signed by key " + key));
        lines.add(isWhole() ? "the record is whole" : "THE RECORD IS NOT WHOLE: " + found + " findings");
        return lines;
    }
}
