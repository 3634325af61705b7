package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.CapturedLog;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Invariant 10, for fixes: whatever goes wrong, no line of the log and no metric says where somebody was. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class NoPlaceInLogsTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    io.micrometer.core.instrument.MeterRegistry metrics;

    private CapturedLog log;

    @BeforeEach
    void listen() {
        log = CapturedLog.open();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void noLineSaysWhereSomebodyWas() {
        var walker = new Walker(accounts, people, areas);
        accounts.update("create function refuse_loudly() returns trigger language plpgsql as"
                + " 'begin raise exception ''not % %'', new.lon, new.lat using errcode = ''22003''; end'");
        accounts.update("create trigger refuse_loudly before insert on fix for each row when (new.raw_y = 23.45671)"
                + " execute function refuse_loudly()");
        try {
            report(walker, 118.76543, 23.45670, Instant.now());
            report(walker, 118.76543, 23.45671, Instant.now());
            report(walker, 118.76543, 93.45672, Instant.now());
            report(walker, 118.76543, 23.45673, Instant.parse("2099-01-01T00:00:00Z"));
        } finally {
            accounts.update("drop function refuse_loudly() cascade");
        }

        assertThat(log.lines()).anyMatch(line -> line.contains("refused a fix"));
        assertThat(log.lines()).noneMatch(line -> line.contains("118.7654") || line.contains("3.4567"));
        assertThat(metrics.getMeters()).allSatisfy(meter -> assertThat(meter.getId().toString())
                .doesNotContain("118.7654", "3.4567", walker.person.toString(), walker.phone.id().toString()));
    }

    private static void report(Walker walker, double lon, double lat, Instant at) {
        givenAnyRequest().auth().oauth2(walker.token).contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("fixedAt", at.toString(), "lon", lon, "lat", lat))))
                .post("/api/v1/me/fixes").then().statusCode(200);
    }

    @Test
    void aCheckInThatFailsTellsNoPlace() {
        var walker = new Walker(accounts, people, areas);
        var now = Instant.now().atOffset(java.time.ZoneOffset.UTC);
        var schedule = UUID.randomUUID();
        var slot = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 0, 1440, 900, tstzrange('2020-01-01', null))",
                schedule, walker.person);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (?, ?, ?, 'CHECK_IN', 1, ?, ?, ?, 'SCHEDULED')", slot, schedule,
                walker.person, now.minusHours(1), now.plusHours(1), now.plusHours(2));
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'SCHEDULED', now())", slot);
        accounts.update("create function refuse_loudly() returns trigger language plpgsql as"
                + " 'begin raise exception ''not % %'', new.lon, new.lat using errcode = ''22003''; end'");
        accounts.update("create trigger refuse_loudly before insert on fix for each row when (new.raw_y = 23.45671)"
                + " execute function refuse_loudly()");
        int status;
        try {
            status = givenAnyRequest().auth().oauth2(walker.token).contentType("application/json")
                    .body(Map.of("fix",
                            Map.of("fixedAt", Instant.now().toString(), "lon", 118.76543, "lat", 23.45671)))
                    .post("/api/v1/me/check-ins").statusCode();
        } finally {
            accounts.update("drop function refuse_loudly() cascade");
        }

        assertThat(status).isGreaterThanOrEqualTo(400);
        assertThat(log.lines()).anyMatch(line -> line.contains("refused a fix"));
        assertThat(log.lines()).noneMatch(line -> line.contains("118.7654") || line.contains("3.4567"));
    }

    @Test
    void anImportOfAreasThatFailsTellsNoPlace() {
        var officer = accounts.token("OFFICER", people.office());
        accounts.update("create function refuse_area() returns trigger language plpgsql as"
                + " 'begin raise exception ''not %'', st_astext(new.shape) using errcode = ''22003''; end'");
        accounts.update("create trigger refuse_area before insert on area_version for each row"
                + " when (new.radius_m = 4711) execute function refuse_area()");
        int status;
        try {
            // No contract promises such an answer.
            status = RestAssured.given().auth().oauth2(officer).contentType("application/geo+json")
                    .queryParam("crs", "WGS84")
                    .body("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
                            + "{\"name\":\"Somebody's home\",\"radiusMetres\":4711},\"geometry\":"
                            + "{\"type\":\"Point\",\"coordinates\":[118.76543,23.45671]}}]}")
                    .post("/api/v1/areas/imports").statusCode();
        } finally {
            accounts.update("drop function refuse_area() cascade");
        }

        assertThat(status).isEqualTo(500);
        assertThat(log.lines()).anyMatch(line -> line.contains("request failed") && line.contains("SQLSTATE 22003"));
        assertThat(log.lines()).noneMatch(line -> line.contains("118.7654") || line.contains("3.4567")
                || line.contains("Somebody's home"));
    }
}
