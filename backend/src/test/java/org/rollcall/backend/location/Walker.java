package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.People;
import org.rollcall.geofence.Crs;
import org.rollcall.geofence.Fix;

/** Object mother: somebody with a phone, a home circle of 1 km, and an officer; and the fixes of that phone. */
final class Walker {

    static final double LON = 116.35217;
    static final double LAT = 39.94173;
    /** 330 m beyond the border of home. */
    static final double DOUBTFUL = LAT + 0.012;
    /** 5.5 km north of home. */
    static final double AWAY = LAT + 0.05;
    /** 111 km north of home. */
    static final double FAR = LAT + 1;

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Accounts accounts;
    final UUID office;
    final UUID person;
    final UUID officer;
    final UUID home;
    final EnrolledDevice phone;
    final String token;

    Walker(Accounts accounts, People people, Areas areas) {
        this.accounts = accounts;
        this.office = people.office();
        this.person = people.takenIn(office);
        this.officer = UUID.fromString(accounts.staff("OFFICER", office));
        this.home = areas.circle(LON, LAT, 1_000);
        areas.home(person, home);
        var enrolled = people.phone(person);
        this.phone = new EnrolledDevice(enrolled.device(), person, DeviceKind.PHONE, Dialect.NATIVE);
        this.token = enrolled.token();
    }

    static ReportedFixBuilder at(Instant time, double lat) {
        return ReportedFix.at(time, LON, lat, Crs.WGS84).accuracyMetres(10.0).mock(false);
    }

    static ReportedFix fix(Instant time, double lat) {
        return at(time, lat).build();
    }

    static ReportedFix checkIn(Instant time, double lat) {
        return at(time, lat).trigger(Fix.Trigger.CHECK_IN).build();
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    static List<Disposition> dispositions(IntakeAnswer answer) {
        return answer.receipts().stream().map(Receipt::disposition).toList();
    }

    long fixes() {
        return count("select count(*) from fix where supervisee_id = ?", person);
    }

    /** The verdicts in the order of judging. */
    String verdicts() {
        return (String) accounts.queryOne("select string_agg(verdict || case when late then ' late' else '' end, ', '"
                + " order by judged_seq) from fix where supervisee_id = ?", person);
    }

    /** The kinds of entries of the alerts of that code, in order. */
    String history(String code) {
        return (String) accounts.queryOne("select string_agg(e.kind, ' ' order by a.id, e.seq) from alert a"
                + " join alert_entry e on e.alert_id = a.id where a.supervisee_id = ? and a.code = ?", person, code);
    }

    Object alert(String column, String code) {
        return accounts.queryOne("select " + column + " from alert where supervisee_id = ? and code = ?", person, code);
    }

    long refused() {
        return count("select refused_count from standing where supervisee_id = ? and device_kind = 'PHONE'", person);
    }

    long count(String sql, Object... values) {
        return (long) accounts.queryOne(sql, values);
    }

    void bump() {
        accounts.update("update standing set rules_version = rules_version + 1 where supervisee_id = ?", person);
    }
}
