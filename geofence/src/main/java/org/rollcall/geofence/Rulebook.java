package org.rollcall.geofence;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * All rules of one person as they were known at one moment, compiled: time is cut wherever a rule begins or ends, and
 * what holds between two cuts is put together once. To judge a fix is then a binary search. Immutable, safe for all
 * threads, to be cached by person and version.
 */
public final class Rulebook {

    /** More rules than a person collects in a lifetime of supervision: a bound on memory and time. */
    public static final int MAX_RULES = 1_000;

    private final long version;
    private final long[] cuts;
    private final PermittedArea[] between;
    private final List<Permission> leaves;

    private Rulebook(long version, long[] cuts, PermittedArea[] between, List<Permission> leaves) {
        this.version = version;
        this.cuts = cuts;
        this.between = between;
        this.leaves = leaves;
    }

    /** Home areas of no particular row that always hold, and nothing else. */
    public static Rulebook ofHomes(List<Area> areas) {
        return new Rulebook(0, new long[0], new PermittedArea[]{PermittedArea.ofHomes(areas)}, List.of());
    }

    /**
     * Compiles the rules that were believed at a moment.
     *
     * @param version the version of the rules, to be stored with each judgement
     * @param history all rows of the person, also those that later ones correct
     * @param knownAt the moment; rows entered later, or no longer believed by then, are left out
     * @throws IllegalArgumentException for more than {@value #MAX_RULES} rules
     */
    public static Rulebook of(long version, Collection<? extends Rule> history, Instant knownAt) {
        var rules = history.stream()
                .filter(rule -> rule.validity().knownAt(knownAt))
                .map(Rule.class::cast)
                .sorted(Comparator.comparing((Rule rule) -> rule.validity().from()).thenComparing(Rule::id))
                .toList();
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException("a rulebook has at most " + MAX_RULES + " rules");
        }
        long[] cuts = rules.stream().flatMapToLong(Rulebook::changes).sorted().distinct().toArray();
        var between = new PermittedArea[cuts.length + 1];
        between[0] = slice(rules, Long.MIN_VALUE);
        for (int i = 0; i < cuts.length; i++) {
            between[i + 1] = slice(rules, cuts[i]);
        }
        var leaves = rules.stream()
                .filter(Permission.class::isInstance)
                .map(Permission.class::cast)
                .filter(permission -> !permission.closed() && permission.validity().until().isBefore(Instant.MAX))
                .toList();
        return new Rulebook(version, cuts, between, leaves);
    }

    /** The version it was compiled from. */
    public long version() {
        return version;
    }

    /** What holds at an instant. */
    public PermittedArea at(Instant instant) {
        return at(Micros.of(instant));
    }

    PermittedArea at(long micros) {
        int found = Arrays.binarySearch(cuts, micros);
        return between[found >= 0 ? found + 1 : -found - 1];
    }

    /** The permissions that end some time and were not closed. */
    List<Permission> leaves() {
        return leaves;
    }

    private static LongStream changes(Rule rule) {
        var validity = rule.validity();
        var ends = LongStream.of(Micros.of(validity.from()), Micros.of(validity.until()));
        return rule instanceof Permission permission
                ? LongStream.concat(ends, LongStream.of(outUntil(permission), backFrom(permission)))
                : ends;
    }

    private static PermittedArea slice(List<Rule> rules, long at) {
        var inForce = rules.stream().filter(rule -> holds(rule, at)).toList();
        var inTransit = inForce.stream()
                .filter(Permission.class::isInstance)
                .map(Permission.class::cast)
                .filter(permission -> at < outUntil(permission) || at >= backFrom(permission))
                .toList();
        return new PermittedArea(inForce, inTransit, lastEnded(rules, at));
    }

    private static Optional<Permission> lastEnded(List<Rule> rules, long at) {
        return rules.stream()
                .filter(Permission.class::isInstance)
                .map(Permission.class::cast)
                .filter(permission -> !permission.closed() && Micros.of(permission.validity().until()) <= at)
                .max(Comparator.comparing(permission -> permission.validity().until()));
    }

    private static boolean holds(Rule rule, long at) {
        return Micros.of(rule.validity().from()) <= at && at < Micros.of(rule.validity().until());
    }

    private static long outUntil(Permission permission) {
        return shifted(permission.validity().from(), permission.transit().out(), 1);
    }

    private static long backFrom(Permission permission) {
        return shifted(permission.validity().until(), permission.transit().back(), -1);
    }

    private static long shifted(Instant end, Duration by, int direction) {
        long micros = Micros.of(end);
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            return micros;
        }
        long shift = by.toSeconds() * Micros.PER_SECOND;
        return direction > 0
                ? Math.min(micros, Long.MAX_VALUE - shift) + shift
                : Math.max(micros, Long.MIN_VALUE + shift) - shift;
    }
}
