package org.rollcall.backend.oversight;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.rollcall.backend.oversight.Finding.Kind;

/** Compares anchors with the chain that was walked, with their signatures, and with their files. Not thread-safe. */
final class AnchorCheck {

    private final Walk walk;
    private final Set<String> keys;
    private final Map<Long, Anchor> stored = new HashMap<>();

    /** @param keys fingerprints of the keys that may have signed; empty for any */
    AnchorCheck(Walk walk, Set<String> keys) {
        this.walk = walk;
        this.keys = keys;
    }

    /**
     * @param anchors of the database, by their numbers
     * @param outside the files; empty where none are compared
     */
    void check(List<Anchor> anchors, Optional<List<AnchorFiles.Read>> outside) {
        var previous = Batch.NONE;
        long expected = 1;
        for (var anchor : anchors) {
            boolean follows = anchor.number() == 1 || stored.containsKey(anchor.number() - 1);
            stored.put(anchor.number(), anchor);
            for (; expected < anchor.number(); expected++) {
                walk.found(Kind.ANCHOR_MISSING, "anchor " + expected + " in the database");
            }
            one(anchor, "anchor " + anchor.number());
            // Where the one before is missing there is nothing to compare with; that is a finding already.
            same(!follows || Arrays.equals(anchor.previous(), previous), anchor, "is not over the one before");
            previous = anchor.hash();
            expected = anchor.number() + 1;
        }
        long last = expected - 1;
        outside.ifPresent(files -> files(files, last));
    }

    private void one(Anchor anchor, String name) {
        same(anchor.isSigned(), anchor, "is not what was signed");
        if (!keys.isEmpty() && !keys.contains(anchor.fingerprint())) {
            walk.found(Kind.KEY_UNKNOWN, name + " is signed by " + anchor.fingerprint());
        }
        walk.mark(anchor.batch()).ifPresentOrElse(
                mark -> same(Arrays.equals(mark.hash(), anchor.head()) && mark.entries() == anchor.entries(), anchor,
                        "contradicts batch " + anchor.batch()),
                () -> walk.found(Kind.TAIL_CUT_OFF, name + " is over batch " + anchor.batch()));
    }

    private void files(List<AnchorFiles.Read> files, long last) {
        long expected = 1;
        for (var file : files) {
            var name = file.file().getFileName().toString();
            if (file.anchor().isEmpty()) {
                walk.found(Kind.ANCHOR_CHANGED, name + " holds no anchor");
                expected++;
            } else {
                expected = file(file.anchor().get(), name, expected);
            }
        }
        missing(expected, last + 1);
    }

    /** The number that must follow. */
    private long file(Anchor anchor, String name, long expected) {
        missing(expected, anchor.number());
        var inside = stored.get(anchor.number());
        if (inside == null) {
            walk.found(Kind.ANCHOR_MISSING, "anchor " + anchor.number() + " in the database");
            one(anchor, name);
        } else {
            same(anchor.isSameAs(inside), anchor, "is another in " + name);
        }
        return anchor.number() + 1;
    }

    private void missing(long from, long to) {
        for (long number = from; number < to; number++) {
            walk.found(Kind.ANCHOR_MISSING, "anchor " + number + " in the directory");
        }
    }

    private void same(boolean as, Anchor anchor, String otherwise) {
        if (!as) {
            walk.found(Kind.ANCHOR_CHANGED, "anchor " + anchor.number() + " " + otherwise);
        }
    }
}
