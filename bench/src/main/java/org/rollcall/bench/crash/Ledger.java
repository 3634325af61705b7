package org.rollcall.bench.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.world.World;
import org.rollcall.geofence.Condition;

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
              (select count(*) from alert a where not exists (select from outbox o where o.alert_id = a.id
                and o.message ->> 'code' = 'ALERT_OPENED'))
              + (select count(*) from (select a.id, (select count(*) from alert_entry e where e.alert_id = a.id
                  and e.kind = 'REACTIVATED') as returns, (select count(*) from outbox o where o.alert_id = a.id
                  and o.message ->> 'code' = 'ALERT_REACTIVATED') as told from alert a) r where told < returns),
              (select coalesce(sum(greatest(0, n - case code when 'ALERT_OPENED' then 1 else
                  (select count(*) from alert_entry e where e.alert_id = o.alert_id and e.kind =
                    case code when 'ALERT_REACTIVATED' then 'REACTIVATED' else 'EVIDENCE' end) end)), 0)
                from (select alert_id, account_id, message ->> 'code' as code, count(*) as n from outbox
                  where alert_id is not null group by 1, 2, 3) o);
            """;
    // Evidence that only says that an exit has grown has no reason, and is no opening.
    private static final String RAISED = "select a.supervisee_id || ' ' || (e.fact ->> 'judgedSeq') || ' ' || a.code"
            + " from alert_entry e join alert a on a.id = e.alert_id where e.kind in ('OPENED', 'REACTIVATED', 'EVIDENCE')"
            + " and e.fact ->> 'judgedSeq' is not null and e.fact ->> 'reason' is not null";
    private static final String ACTIVE = "select supervisee_id || ' ' || code from alert where condition = 'ACTIVE'"
            + " and code in (" + Arrays.stream(Condition.values()).map(each -> "'" + each + "'").collect(
                    Collectors.joining(", "))
            + ")";

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
        var lines = server.database().script(COMPARE.replace("{file}", write().toString())).strip().split("\n");
        var counts = Arrays.stream(lines[lines.length - 1].split("\\|")).mapToLong(Long::parseLong).toArray();
        var replay = new Replay(server.database()).run();
        var raised = server.database().list(RAISED);
        var said = new HashSet<>(raised);
        return new Findings(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5],
                without(replay.opened(), said), without(said, replay.opened()) + raised.size() - said.size(),
                differing(replay.active(), new HashSet<>(server.database().list(ACTIVE))), replay);
    }

    private Path write() {
        var file = work.resolve("acknowledged.tsv");
        try (var out = Files.newBufferedWriter(file)) {
            for (var each : acknowledged) {
                int space = each.indexOf(' ');
                out.write(world.person(Integer.parseInt(each.substring(0, space))) + "\t"
                        + Instant.ofEpochMilli(Long.parseLong(each.substring(space + 1))) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static long without(Set<String> these, Set<String> those) {
        return these.stream().filter(each -> !those.contains(each)).count();
    }

    private static long differing(Set<String> these, Set<String> those) {
        return without(these, those) + without(those, these);
    }
}
