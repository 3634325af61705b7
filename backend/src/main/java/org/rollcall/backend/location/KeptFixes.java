package org.rollcall.backend.location;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * What is left of a trajectory whose raw fixes are gone. Read after the raw ones: between copying and dropping a fix is in
 * both, and in neither never.
 */
final class KeptFixes {

    private static final String RANGE = " where supervisee_id = $1 and fixed_at >= $2 and fixed_at < $3";
    private static final String ROWS = "select " + Trajectory.COLUMNS + ", 'LINKED' as kept from kept_fix%1$s"
            + " union all select fixed_at, received_at, judged_seq, lon, lat, accuracy_m, null, null, null, verdict, null,"
            + " late, rules_version, source_hash, 'THINNED' from thinned_fix t%1$s and not exists (select from kept_fix k"
            + " where k.supervisee_id = t.supervisee_id and k.fixed_at = t.fixed_at and k.source_hash = t.source_hash)"
            + " order by fixed_at, source_hash limit $4";
    static final String FIRST = ROWS.formatted(RANGE);
    static final String NEXT = ROWS.formatted(RANGE + " and (fixed_at, source_hash) > ($5, $6)");

    /**
     * A fix of a trajectory.
     *
     * @param kept why it is there although its raw row is gone; null where that is there
     */
    record Shown(Row row, String kept) {

        private static final Comparator<Shown> ORDER = Comparator
                .comparing((Shown shown) -> shown.row.getOffsetDateTime("fixed_at").toInstant())
                .thenComparing(shown -> shown.row.getBuffer("source_hash").getBytes(), Arrays::compareUnsigned);
    }

    private KeptFixes() {
    }

    /** The raw fixes of a page and the kept ones of the same page as one list, in order, each once. */
    static Uni<List<Shown>> join(SqlConnection tx, RowSet<Row> raw, boolean first, Tuple page) {
        return tx.preparedQuery(first ? FIRST : NEXT).execute(page).map(kept -> {
            var all = new ArrayList<Shown>(raw.size() + kept.size());
            raw.forEach(row -> all.add(new Shown(row, null)));
            kept.forEach(row -> all.add(new Shown(row, row.getString("kept"))));
            // Stable: the raw row comes first and is the one that stays.
            all.sort(Shown.ORDER);
            var once = new ArrayList<Shown>(all.size());
            for (var shown : all) {
                if (once.isEmpty() || Shown.ORDER.compare(once.get(once.size() - 1), shown) != 0) {
                    once.add(shown);
                }
            }
            return once;
        });
    }
}
