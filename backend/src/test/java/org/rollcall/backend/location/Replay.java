package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.StandingCodec;
import org.rollcall.geofence.WgsCoordinate;

/** Judges a person's stored fixes again, in the order of their numbers, by the rules of now. */
@ApplicationScoped
class Replay {

    private final RulesCache rules;
    private final Pool intake;

    Replay(RulesCache rules, @ReactiveDataSource("intake") Pool intake) {
        this.rules = rules;
        this.intake = intake;
    }

    /** The numbers have no gap, each row says what the kernel says, and the standing is the same, byte for byte. */
    void assertStandingIsThatOfAReplay(UUID person) {
        var key = new StandingKey(person, DeviceKind.PHONE);
        var stored = Walker.await(intake.withTransaction(tx -> Standings.lock(tx, List.of(key)))).known()
                .get(key);
        var known = Walker.await(intake.withTransaction(tx -> rules.of(tx, List.of(stored)))).get(person);
        var rows = new ArrayList<Row>();
        Walker.await(intake.preparedQuery("select * from fix where supervisee_id = $1 order by judged_seq")
                .execute(Tuple.of(person))).forEach(rows::add);
        var standing = Standing.INITIAL;
        for (int i = 0; i < rows.size(); i++) {
            var fix = fix(rows.get(i));
            var judgement = Kernel.judge(standing, fix, known.rulebook(),
                    known.policyAt(DeviceKind.PHONE, fix.fixedAt()).kernel());
            assertThat(rows.get(i).getLong("judged_seq")).isEqualTo(i + 1L);
            assertThat(rows.get(i).getString("verdict")).isEqualTo(judgement.verdict().answer().name());
            standing = judgement.next();
        }
        assertThat(stored.judgedSeq()).isEqualTo(rows.size());
        assertThat(StandingCodec.encode(stored.standing())).isEqualTo(StandingCodec.encode(standing));
    }

    private static Fix fix(Row row) {
        return new Fix(new WgsCoordinate(row.getDouble("lat"), row.getDouble("lon")), optional(row, "accuracy_m"),
                row.getOffsetDateTime("fixed_at").withOffsetSameInstant(ZoneOffset.UTC).toInstant(),
                row.getOffsetDateTime("received_at").toInstant(), Fix.Trigger.valueOf(row.getString("trigger")),
                Optional.ofNullable(row.getBoolean("mock")).orElse(false), optional(row, "speed_mps"));
    }

    private static OptionalDouble optional(Row row, String column) {
        var value = row.getFloat(column);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
