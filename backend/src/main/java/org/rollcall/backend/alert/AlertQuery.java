package org.rollcall.backend.alert;

import java.util.List;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.PageRequest;

/**
 * The query for a page of alerts, newest first. It takes the newest of each unit in scope by that unit's index and merges
 * them, so that its cost grows with the units in scope and the page, not with the alerts of others or of former years.
 * Row-level security holds beside it.
 *
 * @param sql with parameters
 * @param parameters for it
 */
record AlertQuery(String sql, Tuple parameters) {

    /** After every id there is. */
    private static final UUID LAST = new UUID(-1L, -1L);

    private static final String UNITS = "select u.unit_id from unnest((select scope_units())::uuid[]) as u (unit_id)"
            + " where $7::uuid is null or exists (select from agency_unit_ancestor b where b.unit_id = u.unit_id"
            + " and b.ancestor_id = $7)";
    private static final String BELOW = " and ($7::uuid is null or exists (select from agency_unit_ancestor b"
            + " where b.unit_id = a.unit_id and b.ancestor_id = $7))";
    /** As where people are listed: beyond, alerts are gone through in their order. */
    private static final int FEW_UNITS = 64;
    private static final String MATCH = " and ($3::text[] is null or a.code = any ($3))"
            + " and ($4::text[] is null or a.severity = any ($4)) and ($5::text is null or a.condition = $5)"
            + " and ($6::text[] is null or a.handling = any ($6))";
    private static final String NEWEST = " order by a.id desc limit $2";
    private static final String FROM = "select " + Alert.COLUMNS
            + " from alert a join supervisee s on s.id = a.supervisee_id where a.id < $1";
    // Fenced, since the planner would rather join everybody first.
    private static final String IN_ORDER = "select " + Alert.COLUMNS + " from alert a cross join lateral (select"
            + " s.case_number from supervisee s where s.id = a.supervisee_id offset 0) s where a.id < $1";
    private static final String OF_PERSON = FROM + " and a.supervisee_id = $8 and a.unit_id in (" + UNITS + ")" + MATCH
            + NEWEST;

    static AlertQuery of(AlertFilter filter, PageRequest page) {
        var after = page.afterId();
        var tuple = Tuple.tuple().addUUID(after == null ? LAST : after.id()).addInteger(page.fetch())
                .addValue(names(filter.codes())).addValue(names(filter.severities()))
                .addString(filter.condition().map(Condition::name).orElse(null)).addValue(names(filter.handlings()))
                .addUUID(filter.unit().orElse(null));
        return filter.supervisee().map(person -> new AlertQuery(OF_PERSON, tuple.addUUID(person)))
                .orElseGet(() -> new AlertQuery(ofUnits(filter.leavesOutClosed()), tuple));
    }

    private static String ofUnits(boolean open) {
        var rows = (open ? " and a.handling <> 'CLOSED'" : "") + MATCH;
        // Of the two, one is never begun.
        return "with unit as materialized (" + UNITS + "), few as materialized (select count(*) <= " + FEW_UNITS
                + " as yes from unit) select a.* from (select a.* from unit cross join lateral (" + FROM
                + rows + " and a.unit_id = unit.unit_id" + NEWEST + ") as a where (select yes from few) union all ("
                + IN_ORDER + rows + " and not (select yes from few)" + BELOW + NEWEST + ")) as a" + NEWEST;
    }

    private static String[] names(List<? extends Enum<?>> values) {
        return values.isEmpty() ? null : values.stream().map(Enum::name).toArray(String[]::new);
    }
}
