package org.rollcall.backend.area;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.RulesVersion;

/** Everybody whose rules a changed boundary changes: who lives there, who may travel there. */
@ApplicationScoped
class JudgedPeople {

    private static final int AT_ONCE = 1_000;
    private static final String HOLD = "select hold_areas(?)";
    private static final String PEOPLE = "select person from people_judged_by(?, ?) person order by person";

    private final RulesVersion rules;

    JudgedPeople(RulesVersion rules) {
        this.rules = rules;
    }

    /**
     * Moves on the rules of everybody who is judged by one of these areas at that instant or later, in the order of their
     * ids, as everybody locks standings.
     */
    void bump(Connection connection, List<UUID> areas, Instant since) throws SQLException {
        if (areas.isEmpty()) {
            return;
        }
        var concerned = people(connection, areas, since);
        for (int i = 0; i < concerned.size(); i += AT_ONCE) {
            rules.bump(connection, concerned.subList(i, Math.min(i + AT_ONCE, concerned.size())));
        }
    }

    private static List<UUID> people(Connection connection, List<UUID> areas, Instant since) throws SQLException {
        var ids = connection.createArrayOf("uuid", areas.toArray());
        try (var hold = connection.prepareStatement(HOLD); var statement = connection.prepareStatement(PEOPLE)) {
            hold.setArray(1, ids);
            hold.execute();
            statement.setArray(1, ids);
            statement.setObject(2, Timestamps.utc(since));
            try (var rows = statement.executeQuery()) {
                var people = new ArrayList<UUID>();
                while (rows.next()) {
                    people.add(rows.getObject(1, UUID.class));
                }
                return people;
            }
        }
    }
}
