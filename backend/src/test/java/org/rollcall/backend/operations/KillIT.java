package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.access.OwnSigningKey;
import org.rollcall.backend.testing.Node;
import org.rollcall.backend.testing.PrivatePostgres;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Kernel;
import org.rollcall.geofence.Policy;
import org.rollcall.geofence.Standing;
import org.rollcall.geofence.StandingCodec;
import org.rollcall.geofence.WgsCoordinate;

/** Invariant 1: two real processes on one database, killed under load. What was acknowledged is there, once. */
class KillIT {

    private static final int PEOPLE = 12;
    private static final int SENDERS = 8;
    private static final int BODY = 4;
    private static final double LON = 116.35217;
    /** A number that no minute, second or percentage can look like in a log. */
    private static final double LAT = 71.94173;

    /** Somebody's phone. */
    private record Phone(UUID person, String token) {}

    /** A body as it was sent, to be sent again until it is acknowledged, as phones do. */
    private record Body(Phone phone, List<String> keys, String json) {}

    @TempDir
    static Path scratch;

    private static PrivatePostgres.Database database;
    private static Path masterKey;
    private static Path log;
    private static Connection owner;
    private static final List<Phone> PHONES = new ArrayList<>();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<Body> sent = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);

    @BeforeAll
    static void peopleWithPhones() throws IOException, SQLException {
        database = PrivatePostgres.running().migrated("kill_it");
        masterKey = Files.writeString(scratch.resolve("master.key"), "5a".repeat(32));
        log = scratch.resolve("nodes.log");
        owner = database.connect("owner");
        var key = new OwnSigningKey(owner, masterKey);
        var unit = UUID.randomUUID();
        update("insert into agency_unit (id, level, name, created_at) values (?, 'PROVINCE', 'P', now())", unit);
        var area = UUID.randomUUID();
        update("insert into area (id, kind, name, created_at) values (?, 'CIRCLE', 'Home', now())", area);
        update("insert into area_version (area_id, version, shape, radius_m, source_crs, valid, known_from) values (?, 1,"
                + " st_setsrid(st_makepoint(?, ?), 4326), 1000, 'WGS84', tstzrange(null, null), '2020-01-01')", area,
                LON,
                LAT);
        for (int i = 0; i < PEOPLE; i++) {
            var person = UUID.randomUUID();
            update("insert into account (id, kind, display_name, created_at) values (?, 'SUPERVISEE', 'S', now())",
                    person);
            update("insert into supervisee (id, unit_id, case_number, full_name, legal_basis, term_from, term_until,"
                    + " created_at) values (?, ?, ?, 'S', 'PROBATION', '2020-01-01', '2099-12-31', now())", person,
                    unit,
                    person.toString());
            update("insert into collection_period (id, supervisee_id, valid, known_from) values (?, ?,"
                    + " tstzrange('2020-01-01', null), '2020-01-01')", UUID.randomUUID(), person);
            update("insert into home_area (id, supervisee_id, area_id, valid, known_from) values (?, ?, ?,"
                    + " tstzrange('2020-01-01', null), '2020-01-01')", UUID.randomUUID(), person, area);
            var device = UUID.randomUUID();
            update("insert into device (id, supervisee_id, kind, dialect, public_key, enrolled_at)"
                    + " values (?, ?, 'PHONE', 'NATIVE', '\\x00', now())", device, person);
            PHONES.add(new Phone(person, key.token(person, device)));
        }
        followEverybody();
    }

    /** All of what they send is kept, by an instruction. */
    private static void followEverybody() throws SQLException {
        var staff = UUID.randomUUID();
        update("insert into account (id, kind, login, display_name, password_hash, created_at)"
                + " values (?, 'STAFF', 'officer', 'O', 'x', now())", staff);
        update("insert into legal_instruction (id, supervisee_id, document_number, issued_by, reason, valid_until,"
                + " recorded_by, recorded_at) select gen_random_uuid(), id, '1', 'I', 'R', '2090-01-01', ?, now()"
                + " from supervisee", staff);
        update("insert into location_mode (id, supervisee_id, device_kind, mode, basis, reason, interval_s,"
                + " instruction_id, basis_until, valid, known_from, set_by) select gen_random_uuid(), supervisee_id, 'PHONE',"
                + " 'CONTINUOUS', 'B', 'R', 60, id, valid_until, tstzrange('2020-01-01', valid_until), now(), recorded_by"
                + " from legal_instruction");
        // Judged as at check-ins, whose hold-down takes a minute, so that a short load makes alerts.
        update("insert into judging_assignment (id, supervisee_id, policy_version, valid, known_from)"
                + " select gen_random_uuid(), s.id, (select max(version) from judging_policy where usual),"
                + " tstzrange('2020-01-01', null), '2020-01-01' from supervisee s");
    }

    @AfterAll
    static void letGo() throws SQLException {
        owner.close();
    }

    @Test
    void killedUnderLoadNothingAcknowledgedIsLostAndNothingIsThereTwice() throws Exception {
        try (var other = node()) {
            for (int round = 0; round < 2; round++) {
                try (var victim = node()) {
                    loadUntilKilled(victim, other);
                }
            }
            var lost = new ArrayList<String>();
            var before = Set.copyOf(acknowledged);
            for (var body : List.copyOf(sent)) {
                var receipts = send(other, body);
                assertThat(receipts).as("sent again after the crash").hasSize(body.keys().size());
                for (int i = 0; i < receipts.size(); i++) {
                    if (before.contains(body.keys().get(i)) && !receipts.get(i).equals("DUPLICATE")) {
                        lost.add(body.keys().get(i));
                    }
                }
            }
            assertThat(before).hasSizeGreaterThan(500);
            assertThat(lost).as("acknowledged, and then not there").isEmpty();
        }
        assertThat(number("select count(*) from fix")).isEqualTo(sent.size() * (long) BODY);
        for (var phone : PHONES) {
            assertStandingIsThatOfAReplay(phone.person());
        }
        assertThat(
                number("select count(*) from alert a where not exists (select from outbox o where o.alert_id = a.id)"))
                .as("alerts that nobody is told of").isZero();
        assertThat(number("select count(*) from alert")).isPositive();
        assertThat(Files.readString(log)).doesNotContain("116.352", "71.941", "71.991");
    }

    private static Node node() throws IOException {
        var settings = new HashMap<>(database.settings());
        settings.put("ROLLCALL_MASTER_KEY_FILE", masterKey.toString());
        return Node.start(settings, log).ready();
    }

    /** Many phones send by two nodes; one node is killed when enough was acknowledged. */
    private void loadUntilKilled(Node victim, Node other) throws InterruptedException {
        int enough = acknowledged.size() + 400;
        var senders = Executors.newFixedThreadPool(SENDERS);
        var stopped = new java.util.concurrent.atomic.AtomicBoolean();
        for (int i = 0; i < SENDERS; i++) {
            var node = i % 2 == 0 ? victim : other;
            var random = new Random(i);
            senders.execute(() -> {
                while (!stopped.get()) {
                    var body = body(PHONES.get(random.nextInt(PEOPLE)));
                    sent.add(body);
                    try {
                        send(node, body);
                    } catch (IOException | InterruptedException e) {
                        return; // the node is gone; the phone sends it again later
                    }
                }
            });
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() >= enough);
        victim.kill();
        stopped.set(true);
        senders.shutdown();
        assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private Body body(Phone phone) {
        var keys = new ArrayList<String>();
        var fixes = new JsonArray();
        for (int i = 0; i < BODY; i++) {
            int number = next.incrementAndGet();
            keys.add("fix-" + number);
            fixes.add(new JsonObject().put("sourceKey", "fix-" + number)
                    .put("fixedAt", start.plusMillis(200L * number).toString()).put("lon", LON)
                    .put("lat", LAT + (number % 800 < 200 ? 0 : 0.05)).put("accuracyMetres", 10));
        }
        return new Body(phone, keys, new JsonObject().put("fixes", fixes).encode());
    }

    /** The dispositions; what is told is acknowledged. */
    private List<String> send(Node node, Body body) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(node.uri("/api/v1/me/fixes")).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + body.phone().token())
                .POST(HttpRequest.BodyPublishers.ofString(body.json())).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            return List.of();
        }
        acknowledged.addAll(body.keys());
        return new JsonObject(answer.body()).getJsonArray("results").stream()
                .map(result -> ((JsonObject) result).getString("disposition")).toList();
    }

    private static void assertStandingIsThatOfAReplay(UUID person) throws SQLException {
        var home = List.of(Area.circle(new WgsCoordinate(LAT, LON), 1_000));
        var standing = Standing.INITIAL;
        long seq = 0;
        try (var rows = query("select * from fix where supervisee_id = ? order by judged_seq", person)) {
            while (rows.next()) {
                assertThat(rows.getLong("judged_seq")).isEqualTo(++seq);
                var fix = new Fix(new WgsCoordinate(rows.getDouble("lat"), rows.getDouble("lon")),
                        OptionalDouble.of(rows.getFloat("accuracy_m")),
                        rows.getObject("fixed_at", OffsetDateTime.class).toInstant(),
                        rows.getObject("received_at", OffsetDateTime.class).toInstant());
                standing = Kernel.judge(standing, fix, home, Policy.CHECKPOINT).next();
            }
        }
        try (var row = query("select judged_seq, state from standing where supervisee_id = ?", person)) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(seq);
            assertThat(row.getBytes(2)).isEqualTo(StandingCodec.encode(standing));
        }
    }

    private static long number(String sql) throws SQLException {
        try (var rows = query(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static ResultSet query(String sql, Object... values) throws SQLException {
        var statement = owner.prepareStatement(sql);
        statement.closeOnCompletion();
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement.executeQuery();
    }

    private static void update(String sql, Object... values) throws SQLException {
        try (var statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
