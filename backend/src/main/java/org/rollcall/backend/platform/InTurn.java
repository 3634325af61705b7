package org.rollcall.backend.platform;

import java.util.Collection;
import java.util.function.Function;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Work on each of many, one after the other: a connection of a transaction does one thing at a time. */
public final class InTurn {

    private InTurn() {
    }

    /**
     * Does the work for each, however many, in their order. What fails ends it, and it fails with that; nothing is begun
     * for those behind.
     */
    public static <T> Uni<Void> each(Collection<T> all, Function<? super T, Uni<Void>> work) {
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Multi.createFrom().iterable(all).onItem().transformToUniAndConcatenate(work::apply).onItem()
                        .ignoreAsUni();
    }
}
