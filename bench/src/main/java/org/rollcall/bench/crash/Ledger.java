package org.rollcall.bench.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.world.World;

/** What phones were told is stored, and what is. */
final class Ledger {

    // Counted by the key that a phone gave, of which it gives one to a fix.
    private static final String COMPARE = """
            create temp table acknowledged (person uuid, at timestamptz);
            \\copy acknowledged from '{file}'
            analyze acknowledged;
            select (select count(*) from acknowledged),
              (select count(*) from acknowledged a where not exists
                (select from fix f where f.supervisee_id = a.person and f.fixed_at = a.at)),
              (select coalesce(sum(n - 1), 0) from (select count(*) as n from fix group by supervisee_id, fixed_at) d),
              (select coalesce(sum(n - 1), 0) from (select count(*) as n from alert where handling <> 'CLOSED'
                group by supervisee_id, cause_key) d),
              (select count(*) from alert a where not exists (select from outbox o where o.alert_id = a.id)),
              (select coalesce(sum(greatest(0, n - entries)), 0) from (select o.alert_id, o.account_id, count(*) as n,
                (select count(*) from alert_entry e where e.alert_id = o.alert_id and e.kind <> 'HANDLED') as entries
                from outbox o where o.alert_id is not null group by 1, 2) d),
              (select count(*) from alert a where a.code = 'AREA_EXIT' and a.condition = 'ACTIVE');
            """;

    /** All counts should be 0 but for the first and the number of people and fixes. */
    record Findings(long acknowledged, long lost, long doubled, long doubleAlerts, long silentAlerts,
            long doubleMessages,
            Replay.Differences replay, long alertsDiffering) {

        long wrong() {
            return lost + doubled + doubleAlerts + silentAlerts + doubleMessages + replay.standings()
                    + replay.numbers() + alertsDiffering;
        }
    }

    private final OwnServer server;
    private final World world;
    private final Path work;
    private final Set<String> acknowledged = new HashSet<>();

    Ledger(OwnServer server, World world, Path work) {
        this.server = server;
        this.world = world;
        this.work = work;
    }

    /** Adds what a load generator wrote down. */
    void add(Path journal) {
        try (var lines = Files.lines(journal)) {
            lines.forEach(line -> {
                var words = line.split(" ");
                for (int i = 0; i < Integer.parseInt(words[3]); i++) {
                    acknowledged.add(words[0] + " " + (Long.parseLong(words[1]) + i * Long.parseLong(words[2])));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return acknowledged.size();
    }

    Findings check() {
        var file = work.resolve("acknowledged.tsv");
        try (var out = Files.newBufferedWriter(file)) {
            for (var each : acknowledged) {
                int space = each.indexOf(' ');
                out.write(world.person(Integer.parseInt(each.substring(0, space))) + "\t"
                        + java.time.Instant.ofEpochMilli(Long.parseLong(each.substring(space + 1))) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var lines = server.database().script(COMPARE.replace("{file}", file.toString())).strip().split("\n");
        var counts = java.util.Arrays.stream(lines[lines.length - 1].split("\\|")).mapToLong(Long::parseLong).toArray();
        var replay = new Replay(server.database()).run();
        return new Findings(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], replay,
                Math.abs(counts[6] - replay.outside().size()));
    }
}
