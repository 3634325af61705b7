package org.rollcall.backend.oversight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.alert.InspectionConfig;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/** Counts by agency. Of nobody in particular: a single case is looked at elsewhere, for a purpose that is stated. Thread-safe. */
@ApplicationScoped
class StatisticsReads {

    private static final String BRANCHES = "select id, name, level from agency_branches($1)";
    private static final String COUNTS = "select branch, what, key, n from agency_statistics($1, $2, $3, $4, $5, $6, $7)";

    /** Each alert of the time is looked up for what was found: a province has some ten thousand a month. */
    private static final Duration LONGEST = Duration.ofDays(92);

    /** The counts of one branch, by what is counted and its key. */
    private record Counts(Map<String, Map<String, Long>> of) {

        long one(String what, String key) {
            return of.getOrDefault(what, Map.of()).getOrDefault(key, 0L);
        }

        Map<String, Long> all(String what) {
            return new TreeMap<>(of.getOrDefault(what, Map.of()));
        }

        List<Statistics.OfCode> alerts() {
            var codes = new TreeSet<String>();
            Stream.of("ALERTS_OPENED", "ALERTS_OPEN").forEach(what -> codes.addAll(all(what).keySet()));
            return codes.stream()
                    .map(code -> new Statistics.OfCode(code, one("ALERTS_OPENED", code), one("ALERTS_OPEN", code),
                            one("VERIFIED_BREACH", code), one("VERIFIED_INNOCENT", code), one("UNRESOLVED", code)))
                    .toList();
        }
    }

    private final Scope scope;
    private final InspectionConfig config;
    private final Clock clock;

    StatisticsReads(Scope scope, InspectionConfig config, Clock clock) {
        this.scope = scope;
        this.config = config;
        this.clock = clock;
    }

    /** @throws ProblemException INVALID for too long a time; in the Uni NOT_FOUND where there is no such unit in scope */
    Uni<Statistics> of(UUID unit, Between time) {
        if (time.to().isAfter(time.from().plus(LONGEST))) {
            throw new ProblemException(ProblemType.INVALID, "to is at most 92 days after from.");
        }
        var now = Timestamps.now(clock);
        var asked = Tuple.tuple().addUUID(unit).addOffsetDateTime(Timestamps.utc(time.from()))
                .addOffsetDateTime(Timestamps.utc(time.to())).addOffsetDateTime(Timestamps.utc(now))
                .addOffsetDateTime(before(now, config.unreadCritical()))
                .addOffsetDateTime(before(now, config.unreadWarning()))
                .addOffsetDateTime(before(now, config.unreadInformation()));
        return scope.inTransaction(transaction -> transaction.preparedQuery(BRANCHES).execute(Tuple.of(unit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList()).chain(branches -> {
                    if (branches.isEmpty()) {
                        throw ProblemException.notFound();
                    }
                    return transaction.preparedQuery(COUNTS).execute(asked)
                            .map(rows -> new Statistics(unit, time.from(),
                                    time.to(), now, shown(branches, counts(rows))));
                }));
    }

    private static OffsetDateTime before(Instant now, Duration age) {
        return Timestamps.utc(now.minus(age));
    }

    private static Map<UUID, Counts> counts(Iterable<Row> rows) {
        var counts = new HashMap<UUID, Counts>();
        for (var row : rows) {
            counts.computeIfAbsent(row.getUUID("branch"), branch -> new Counts(new HashMap<>())).of()
                    .computeIfAbsent(row.getString("what"), what -> new HashMap<>())
                    .put(row.getString("key"), row.getLong("n"));
        }
        return counts;
    }

    private static List<Statistics.Branch> shown(List<Row> branches, Map<UUID, Counts> counts) {
        var found = branches.stream()
                .map(branch -> counts.getOrDefault(branch.getUUID("id"), new Counts(Map.of()))).toList();
        var juveniles = SmallCounts.masked(found.stream().map(each -> each.one("JUVENILES", "")).toList());
        var shown = new ArrayList<Statistics.Branch>();
        for (int i = 0; i < branches.size(); i++) {
            var few = juveniles.get(i);
            shown.add(shown(branches.get(i), found.get(i), few.isEmpty() ? null : few.getAsLong()));
        }
        return List.copyOf(shown);
    }

    private static Statistics.Branch shown(Row branch, Counts counts, Long juveniles) {
        return new Statistics.Branch(branch.getUUID("id"), branch.getString("name"), branch.getString("level"),
                counts.one("PEOPLE", ""), juveniles, counts.all("LEGAL_BASIS"), counts.all("MODE"), counts.alerts(),
                counts.one("ALERTS_OPENED", "CHECKIN_MISSED"), counts.one("ALERTS_OPENED", "REPORT_MISSED"),
                counts.one("UNREAD_ALERTS", ""), counts.one("LATE_DECISIONS", ""), counts.one("LATE_RELEASES", ""));
    }
}
