package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.geofence.Fix;

/** The statements on stored fixes. */
final class FixRows {

    private static final String KNOWN = "select k.n from unnest($1::uuid[], $2::timestamptz[], $3::bytea[])"
            + " with ordinality as k (supervisee_id, fixed_at, source_hash, n) where exists (select from fix f"
            + " where f.supervisee_id = k.supervisee_id and f.fixed_at = k.fixed_at and f.source_hash = k.source_hash";
    private static final String BETWEEN = " and f.fixed_at >= $4 and f.fixed_at <= $5)";
    private static final int FEW_DAYS = 2;
    private static final String AROUND = "select f.device_id, f.fixed_at, f.trigger from fix f"
            + " join unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])"
            + " as k (supervisee_id, device_id, first, last) on f.supervisee_id = k.supervisee_id"
            + " and f.device_id = k.device_id and f.fixed_at >= k.first and f.fixed_at <= k.last"
            + " where f.fixed_at >= $5 and f.fixed_at <= $6";
    /** How many values {@link #INSERT} takes. */
    static final int VALUES = 22;
    // Without a clause for conflicts: to look for them first and to mark a row as tried costs a fifth of a row.
    static final String INSERT = "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id,"
            + " judged_seq, lon, lat, raw_x, raw_y, raw_crs, accuracy_m, speed_mps, mock, trigger, verdict, distance_m,"
            + " late, rules_version, provider, sent_at, sender_strength)"
            + " select * from unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::timestamptz[], $5::uuid[],"
            + " $6::bigint[], $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::text[], $12::float4[],"
            + " $13::float4[], $14::boolean[], $15::text[], $16::text[], $17::float4[], $18::boolean[], $19::bigint[],"
            + " $20::text[], $21::timestamptz[], $22::smallint[]) order by 1, 2, 3";

    private FixRows() {
    }

    /** Those that are stored already. The caller has locked their standings, so that nobody stores one meanwhile. */
    static Uni<Set<Item.Key>> listKnown(SqlConnection tx, List<Item> items) {
        if (items.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        var tuple = Tuple.tuple().addValue(array(items, item -> item.standing().person(), UUID[]::new))
                .addValue(array(items, item -> Standings.utc(item.fix().fixedAt()), OffsetDateTime[]::new))
                .addValue(array(items, item -> Buffer.buffer(item.sourceHash()), Buffer[]::new));
        return tx.preparedQuery(known(items, tuple)).execute(tuple).map(rows -> {
            var known = new HashSet<Item.Key>();
            rows.forEach(row -> known.add(items.get((int) (row.getLong("n") - 1)).key()));
            return known;
        });
    }

    /**
     * Bounded in time, so that partitions of other days are left out. Of few days, as nearly all batches are, by their
     * names in the text: then the planner does it once, and not each execution, which locks every partition first.
     */
    private static String known(List<Item> items, Tuple tuple) {
        var first = first(items).truncatedTo(ChronoUnit.DAYS);
        var after = last(items).truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        if (Duration.between(first, after).toDays() <= FEW_DAYS) {
            return KNOWN + " and f.fixed_at >= '" + first + "' and f.fixed_at < '" + after + "')";
        }
        tuple.addValue(Standings.utc(first(items))).addValue(Standings.utc(last(items)));
        return KNOWN + BETWEEN;
    }

    /** Those that are stored of the same devices around these, by that much. */
    static Uni<List<Surplus.Kept>> listAround(SqlConnection tx, List<Item> items, Duration around) {
        if (items.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var byDevice = List.copyOf(items.stream()
                .collect(Collectors.groupingBy(Item::device, LinkedHashMap::new, Collectors.toList())).values());
        var tuple = Tuple.tuple().addValue(array(byDevice, own -> own.get(0).standing().person(), UUID[]::new))
                .addValue(array(byDevice, own -> own.get(0).device(), UUID[]::new))
                .addValue(array(byDevice, own -> Standings.utc(first(own).minus(around)), OffsetDateTime[]::new))
                .addValue(array(byDevice, own -> Standings.utc(last(own).plus(around)), OffsetDateTime[]::new))
                .addValue(Standings.utc(first(items).minus(around))).addValue(Standings.utc(last(items).plus(around)));
        return tx.preparedQuery(AROUND).execute(tuple).map(rows -> {
            var kept = new ArrayList<Surplus.Kept>();
            rows.forEach(row -> kept.add(new Surplus.Kept(row.getUUID("device_id"),
                    row.getOffsetDateTime("fixed_at").toInstant(), Fix.Trigger.valueOf(row.getString("trigger")))));
            return kept;
        });
    }

    private static Instant first(List<Item> items) {
        return items.stream().map(item -> item.fix().fixedAt()).min(Instant::compareTo).orElseThrow();
    }

    private static Instant last(List<Item> items) {
        return items.stream().map(item -> item.fix().fixedAt()).max(Instant::compareTo).orElseThrow();
    }

    /** The values of {@link #INSERT}, column by column. */
    static Tuple tuple(List<JudgedFix> fixes) {
        int rows = fixes.size();
        var columns = new Object[][]{new UUID[rows], new OffsetDateTime[rows], new Buffer[rows],
            new OffsetDateTime[rows], new UUID[rows], new Long[rows], new Double[rows], new Double[rows],
            new Double[rows], new Double[rows], new String[rows], new Float[rows], new Float[rows], new Boolean[rows],
            new String[rows], new String[rows], new Float[rows], new Boolean[rows], new Long[rows], new String[rows],
            new OffsetDateTime[rows], new Short[rows]};
        for (int row = 0; row < rows; row++) {
            set(columns, row, fixes.get(row));
        }
        var tuple = Tuple.tuple();
        for (var column : columns) {
            tuple.addValue(column);
        }
        return tuple;
    }

    private static void set(Object[][] columns, int row, JudgedFix judged) {
        var item = judged.item();
        var fix = item.fix();
        var place = fix.place();
        int column = 0;
        columns[column++][row] = item.standing().person();
        columns[column++][row] = Standings.utc(fix.fixedAt());
        columns[column++][row] = Buffer.buffer(item.sourceHash());
        columns[column++][row] = Standings.utc(item.receivedAt());
        columns[column++][row] = item.device();
        columns[column++][row] = judged.judgedSeq();
        columns[column++][row] = place.longitude();
        columns[column++][row] = place.latitude();
        columns[column++][row] = fix.x();
        columns[column++][row] = fix.y();
        columns[column++][row] = fix.crs().name();
        columns[column++][row] = single(fix.accuracyMetres());
        columns[column++][row] = single(fix.speedMetresPerSecond());
        columns[column++][row] = fix.mock().orElse(null);
        columns[column++][row] = fix.trigger().name();
        columns[column++][row] = judged.judgement().verdict().answer().name();
        columns[column++][row] = single(judged.judgement().verdict().distanceMetres());
        columns[column++][row] = judged.late();
        columns[column++][row] = judged.rulesVersion();
        columns[column++][row] = fix.provider().isPresent() ? fix.provider().get().name() : null;
        columns[column++][row] = fix.sentAt().isPresent() ? Standings.utc(fix.sentAt().get()) : null;
        columns[column][row] = item.submission().sender().strength().code();
    }

    private static Float single(java.util.OptionalDouble value) {
        return value.isPresent() ? (float) value.getAsDouble() : null;
    }

    private static <S, T> T[] array(List<S> values, Function<S, T> read,
            java.util.function.IntFunction<T[]> array) {
        return values.stream().map(read).toArray(array);
    }
}
