package org.rollcall.backend.oversight;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Counts of few people that must not point at one of them (CCL 54): one to four are not told. Where just one of the counts
 * beside one another is held back, the next smallest is too: else whoever knows the sum works it out. Nobody is told as 0.
 */
final class SmallCounts {

    /** The smallest count that is told. */
    static final long TOLD_FROM = 5;

    private SmallCounts() {
    }

    /** @return in the same order, empty for what is not told */
    static List<OptionalLong> masked(List<Long> counts) {
        var told = new ArrayList<OptionalLong>();
        counts.forEach(n -> told.add(isSmall(n) ? OptionalLong.empty() : OptionalLong.of(n)));
        if (told.stream().filter(OptionalLong::isEmpty).count() == 1) {
            IntStream.range(0, counts.size()).boxed().filter(i -> told.get(i).isPresent() && counts.get(i) > 0)
                    .min((one, other) -> Long.compare(counts.get(one), counts.get(other)))
                    .ifPresent(i -> told.set(i, OptionalLong.empty()));
        }
        return List.copyOf(told);
    }

    private static boolean isSmall(long n) {
        return LongStream.range(1, TOLD_FROM).anyMatch(small -> small == n);
    }
}
