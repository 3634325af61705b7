package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
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

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger ours = Logger.getLogger("org.rollcall");
    private final Handler capture = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(ExtLogRecord.wrap(line).getFormattedMessage() + trace(line.getThrown()));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeEach
    void listen() {
        capture.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(capture);
        ours.setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(capture);
        ours.setLevel(null);
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

        assertThat(lines).anyMatch(line -> line.contains("refused a fix"));
        assertThat(lines).noneMatch(line -> line.contains("118.7654") || line.contains("3.4567"));
        assertThat(metrics.getMeters()).allSatisfy(meter -> assertThat(meter.getId().toString())
                .doesNotContain("118.7654", "3.4567", walker.person.toString(), walker.phone.id().toString()));
    }

    private static void report(Walker walker, double lon, double lat, Instant at) {
        givenAnyRequest().auth().oauth2(walker.token).contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("fixedAt", at.toString(), "lon", lon, "lat", lat))))
                .post("/api/v1/me/fixes").then().statusCode(200);
    }

    private static String trace(Throwable thrown) {
        return thrown == null ? "" : thrown + trace(thrown.getCause());
    }
}
