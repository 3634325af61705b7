package org.rollcall.backend.oversight;

import java.util.ArrayList;
import java.util.List;

/** The root of hashes in their order, as RFC 6962 makes it, but that an odd node at the end of a row moves up as it is. */
final class MerkleTree {

    private static final byte[] NODE = {1};

    private MerkleTree() {
    }

    /** @throws IllegalArgumentException if there is no leaf */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a tree has leaves");
        }
        var row = leaves;
        while (row.size() > 1) {
            var above = new ArrayList<byte[]>((row.size() + 1) / 2);
            for (int i = 0; i < row.size(); i += 2) {
                above.add(i + 1 < row.size() ? CanonicalForm.sha256(NODE, row.get(i), row.get(i + 1)) : row.get(i));
            }
            row = above;
        }
        return row.get(0);
    }
}
