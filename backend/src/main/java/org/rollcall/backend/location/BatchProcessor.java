package org.rollcall.backend.location;

import java.util.List;

import io.smallrye.mutiny.Uni;

/**
 * What comes after whatever transport gathered the fixes: lanes in this process, or a topic.
 *
 * <p>Batches of the same person may be processed by several at once, on several nodes: the locks in the database keep
 * them apart.
 */
interface BatchProcessor {

    /**
     * Stores and judges the fixes, and settles each of them.
     *
     * @return completes when all are settled, and never fails
     */
    Uni<Void> process(List<Item> items);
}
