package org.rollcall.backend.oversight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.oversight.Finding.Kind;

/** One walk along the chain, from its first batch on, and what it comes upon. Not thread-safe. */
final class Walk {

    static final int MOST_FINDINGS = 1_000;
    private static final Duration LATE = Duration.ofHours(1);

    /** What anchors are compared with: the hash of a batch, and how many entries there were until its end. */
    record Mark(byte[] hash, long entries) {}

    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, Mark> marks = new HashMap<>();
    private long found;
    private long number;
    private byte[] previous = Batch.NONE;
    private long entries;
    private long late;
    private long lastTx;
    private long waiting;
    private Instant oldestWaiting;

    /** The number of the batch that was looked at last; 0 before the first. */
    long number() {
        return number;
    }

    /** The greatest transaction of a sealed entry. */
    String lastTx() {
        return Long.toUnsignedString(lastTx);
    }

    Optional<Mark> mark(long batch) {
        return Optional.ofNullable(marks.get(batch));
    }

    void found(Kind kind, String what) {
        found++;
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Finding(kind, what));
        }
    }

    /** The next batch that there is, with those of its entries that there are. */
    void step(Batch batch, Map<UUID, SealedEntry> stored, String saidLastTx) {
        for (long missing = number + 1; missing < batch.number() && found < MOST_FINDINGS; missing++) {
            found(Kind.BATCH_MISSING, "batch " + missing);
        }
        if (!batch.isWhole()) {
            found(Kind.BATCH_CHANGED, "batch " + batch.number());
        } else if (batch.number() == number + 1 && !Arrays.equals(batch.previous(), previous)) {
            found(Kind.BATCH_REORDERED, "batch " + batch.number());
        }
        compare(batch, stored);
        if (Long.parseUnsignedLong(saidLastTx) != lastTx && stored.size() == batch.ids().size()) {
            found(Kind.BATCH_CHANGED, "batch " + batch.number() + " says another transaction than its last entry");
        }
        number = batch.number();
        previous = batch.hash();
        entries += batch.ids().size();
        marks.put(number, new Mark(batch.hash(), entries));
    }

    private void compare(Batch batch, Map<UUID, SealedEntry> stored) {
        var known = new HashSet<String>();
        batch.leaves().forEach(leaf -> known.add(Arrays.toString(leaf)));
        for (int i = 0; i < Math.min(batch.ids().size(), batch.leaves().size()); i++) {
            var id = batch.ids().get(i);
            var entry = stored.get(id);
            if (entry == null) {
                found(Kind.ENTRY_MISSING, "entry " + id + " of batch " + batch.number());
                continue;
            }
            if (!Arrays.equals(entry.leaf(), batch.leaves().get(i))) {
                found(known.contains(Arrays.toString(entry.leaf())) ? Kind.ENTRY_REORDERED : Kind.ENTRY_CHANGED,
                        "entry " + id + " of batch " + batch.number());
            }
            if (entry.at().isBefore(batch.sealedAt().minus(LATE))) {
                late++;
            }
            var tx = Long.parseUnsignedLong(entry.tx());
            lastTx = Long.compareUnsigned(tx, lastTx) > 0 ? tx : lastTx;
        }
    }

    void waiting(Row row) {
        waiting = row.getLong("waiting");
        oldestWaiting = row.getOffsetDateTime("oldest") == null ? null : row.getOffsetDateTime("oldest").toInstant();
    }

    Report report(List<Anchor> anchors, Optional<Long> files) {
        Set<String> keys = new LinkedHashSet<>();
        anchors.forEach(anchor -> keys.add(anchor.fingerprint()));
        return new Report(entries, late, marks.size(), anchors.size(), files, waiting,
                Optional.ofNullable(oldestWaiting), keys, List.copyOf(findings), found);
    }
}
