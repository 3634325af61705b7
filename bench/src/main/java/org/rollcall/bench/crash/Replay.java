package org.rollcall.bench.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.rollcall.bench.server.OwnDatabase;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.AreaCodec;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Margins;
import org.rollcall.geofence.Patience;
import org.rollcall.geofence.Policy;
import org.rollcall.geofence.Rulebook;
import org.rollcall.geofence.SpoofRule;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.StandingCodec;
import org.rollcall.geofence.StillRule;
import org.rollcall.geofence.Tick;
import org.rollcall.geofence.Track;
import org.rollcall.geofence.Transition;
import org.rollcall.geofence.WgsCoordinate;
import org.rollcall.geofence.ZoneRule;

/** Judges all that is stored again, in the order in which it was judged, and compares. */
final class Replay {

    private static final String STANDINGS = "select s.supervisee_id, encode(s.state, 'hex'), h.area_id, s.judged_seq"
            + " from standing s join home_area h on h.supervisee_id = s.supervisee_id and h.known_until is null"
            + " where s.judged_seq > 0";
    private static final String FIXES = "select supervisee_id, judged_seq, lon, lat, accuracy_m, speed_mps,"
            + " coalesce(mock, false), trigger, (extract(epoch from fixed_at) * 1000000)::bigint,"
            + " (extract(epoch from received_at) * 1000000)::bigint from fix order by supervisee_id, judged_seq";
    private static final String AREAS = "select area_id, encode(st_asewkb(shape), 'hex') from area_version";

    /**
     * What came of it.
     *
     * @param differing how many standings are not what a replay gives
     * @param misnumbered how many people have gaps or doubles in the numbers of their fixes
     * @param opened what fixes have opened: person, number of the fix, condition
     * @param active which conditions are open now: person, condition
     */
    record Outcome(int people, long fixes, int differing, int misnumbered, Set<String> opened, Set<String> active) {}

    private record Stored(String state, UUID area, long judgedSeq) {}

    private final OwnDatabase database;
    private final Policy policy;
    private final Map<UUID, Rulebook> rulebooks = new HashMap<>();
    private final Map<UUID, Standing> standings = new HashMap<>();
    private final Map<UUID, Long> sequences = new HashMap<>();
    private final Set<UUID> outOfOrder = new HashSet<>();
    private final Set<String> opened = new HashSet<>();
    private long fixes;

    Replay(OwnDatabase database) {
        this.database = database;
        this.policy = policy(database.query("select row_to_json(p) from judging_policy p where version ="
                + " (select max(version) from judging_policy where of_mode and mode = 'CONTINUOUS')"));
    }

    Outcome run() {
        var stored = new HashMap<UUID, Stored>();
        lines(STANDINGS, words -> stored.put(UUID.fromString(words[0]),
                new Stored(words[1], UUID.fromString(words[2]), Long.parseLong(words[3]))));
        var areas = new HashMap<UUID, Area>();
        lines(AREAS, words -> areas.put(UUID.fromString(words[0]),
                AreaCodec.decode(HexFormat.of().parseHex(words[1]))));
        stored.forEach((person, standing) -> rulebooks.put(person,
                Rulebook.ofHomes(List.of(areas.get(standing.area())))));
        lines(FIXES, this::judge);
        // Time that has passed without a fix leaves its trace by a tick, which may have come or not: so one comes to both.
        var tick = new Tick(micros(database.query("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")));
        int differing = 0;
        for (var each : stored.entrySet()) {
            var there = StandingCodec.decode(HexFormat.of().parseHex(each.getValue().state()));
            var replayed = ticked(each.getKey(), standings.getOrDefault(each.getKey(), Standing.INITIAL), tick);
            standings.put(each.getKey(), replayed);
            if (!Arrays.equals(StandingCodec.encode(replayed),
                    StandingCodec.encode(ticked(each.getKey(), there, tick)))) {
                differing++;
            }
            if (sequences.getOrDefault(each.getKey(), 0L) != each.getValue().judgedSeq()) {
                outOfOrder.add(each.getKey());
            }
        }
        var active = new HashSet<String>();
        standings.forEach((person, standing) -> standing.tracks().stream().filter(Track::open)
                .forEach(track -> active.add(person + " " + track.condition())));
        return new Outcome(stored.size(), fixes, differing, outOfOrder.size(), opened, active);
    }

    private Standing ticked(UUID person, Standing standing, Tick tick) {
        return Kernel.tick(standing, tick, rulebooks.get(person), policy).next();
    }

    private void judge(String... words) {
        var person = UUID.fromString(words[0]);
        long seq = Long.parseLong(words[1]);
        if (seq != sequences.getOrDefault(person, 0L) + 1) {
            outOfOrder.add(person);
        }
        sequences.put(person, seq);
        fixes++;
        var fix = new Fix(new WgsCoordinate(Double.parseDouble(words[3]), Double.parseDouble(words[2])),
                single(words[4]), micros(words[8]), micros(words[9]), Fix.Trigger.valueOf(words[7]),
                words[6].equals("t"), single(words[5]));
        var rulebook = rulebooks.get(person);
        if (rulebook != null) {
            var judgement = Kernel.judge(standings.getOrDefault(person, Standing.INITIAL), fix, rulebook, policy);
            judgement.transitions().stream().filter(each -> each.change() == Transition.Change.OPENED)
                    .forEach(each -> opened.add(person + " " + seq + " " + each.condition()));
            standings.put(person, judgement.next());
        }
    }

    private void lines(String sql, java.util.function.Consumer<String[]> each) {
        try (var lines = Files.lines(database.export(sql))) {
            lines.forEach(line -> each.accept(line.split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OptionalDouble single(String word) {
        return word.equals("\\N") ? OptionalDouble.empty() : OptionalDouble.of(Float.parseFloat(word));
    }

    private static Instant micros(String word) {
        return Instant.EPOCH.plus(Long.parseLong(word), ChronoUnit.MICROS);
    }

    private static Policy policy(String json) {
        try {
            var row = new ObjectMapper().readTree(json);
            double scale = row.get("accuracy_scale").asDouble();
            var margins = new Margins(row.get("border_m").asDouble(), row.get("sharp_m").asDouble(),
                    row.get("useless_m").asDouble(), scale, row.get("fine_m").asDouble(),
                    row.get("fine_scale").asDouble(scale));
            var patience = new Patience(seconds(row, "unsure_for_s"), seconds(row, "deviation_for_s"),
                    seconds(row, "return_within_s"), seconds(row, "row_expiry_s"));
            var spoofing = new SpoofRule(seconds(row, "spoof_look_back_s"), row.get("spoof_threshold").asInt(),
                    row.get("spoof_mock").asInt(), row.get("spoof_jump").asInt(), row.get("spoof_frozen").asInt(),
                    row.get("spoof_clock").asInt(), row.get("max_speed_mps").asDouble(),
                    row.get("frozen_repeats").asInt(), seconds(row, "clock_ahead_s"));
            return new Policy(margins, row.get("hold_down_fixes").asInt(), seconds(row, "hold_down_s"),
                    seconds(row, "live_within_s"), seconds(row, "future_tolerance_s"), patience,
                    new ZoneRule(row.get("zone_sharp_m").asDouble(), row.get("zone_usable_m").asDouble()), spoofing,
                    row.get("bursts").asBoolean(),
                    new StillRule(row.get("still_fixes").asInt(), row.get("still_moved_m").asDouble(),
                            seconds(row, "still_outlives_s")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration seconds(JsonNode row, String column) {
        return Duration.ofSeconds(row.get(column).asLong());
    }
}
