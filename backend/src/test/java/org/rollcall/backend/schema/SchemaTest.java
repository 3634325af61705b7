package org.rollcall.backend.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.PrivatePostgres;

class SchemaTest {

    private static final String UNIQUE = "23505";
    private static final String CHECK = "23514";
    private static final String EXCLUSION = "23P01";
    private static final String FORBIDDEN = "42501";

    /** Tables that the application may read without a scope, since they tell of nobody under supervision. */
    private static final Set<String> ABOUT_NOBODY = Set.of("agency_unit_ancestor", "judging_policy", "outage",
            "signing_key", "field_key", "spatial_ref_sys", "geometry_columns", "geography_columns",
            // Who signs in has no scope yet: staff is seen; the accounts of supervisees are not, see below.
            "account", "post");
    private static final String MAY_READ = "select distinct table_name from information_schema.column_privileges"
            + " where table_schema = 'public' and privilege_type = 'SELECT' and grantee in ('rollcall_api', 'PUBLIC')";
    private static final String OPEN_POLICIES = "select count(*) from pg_policies where tablename = ? and qual = 'true'"
            + " and cmd in ('ALL', 'SELECT') and roles && array['rollcall_api', 'public']::name[]";

    private static PrivatePostgres.Database database;
    private static Connection owner;
    private static County county;

    @BeforeAll
    static void migrate() throws SQLException {
        database = PrivatePostgres.running().migrated("schema_test");
        owner = database.connect("owner");
        county = new County(owner);
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
    }

    @Test
    void everyUnitKnowsAllItsAncestors() throws SQLException {
        assertThat(count(owner, "select count(*) from agency_unit_ancestor where unit_id = ?", county.riverOffice))
                .isEqualTo(4);
        assertThat(count(owner, "select distance from agency_unit_ancestor where unit_id = ? and ancestor_id = ?",
                county.riverOffice, county.province)).isEqualTo(3);
    }

    /** A check that is added without looking at what is there is looked at by a migration of its own; fixes are too many. */
    @Test
    void everyConstraintHoldsForWhatWasThereBefore() throws SQLException {
        assertThat(count(owner, "select count(*) from pg_constraint where not convalidated"
                + " and conname not in ('fix_sender_strength', 'kept_fix_sender_strength')")).isZero();
    }

    @Test
    void secondOpenAlertForTheSameCauseIsRefused() throws SQLException {
        county.alert("AREA_EXIT:one", "ACKNOWLEDGED");

        assertRefused(UNIQUE, () -> county.alert("AREA_EXIT:one", "OPEN"));
    }

    @Test
    void closedAlertLetsTheSameCauseOpenAgain() throws SQLException {
        county.alert("AREA_EXIT:two", "CLOSED");

        county.alert("AREA_EXIT:two", "OPEN");

        assertThat(count(owner, "select count(*) from alert where cause_key = 'AREA_EXIT:two'")).isEqualTo(2);
    }

    @Test
    void causeKeyOfAnotherCodeIsRefused() {
        assertRefused(CHECK, () -> county.alert("ZONE_ENTRY:one", "OPEN"));
    }

    @Test
    void findingWithoutAPersonIsRefused() throws SQLException {
        var alert = county.alert("AREA_EXIT:finding", "OPEN");

        assertRefused(CHECK, () -> county.update("insert into alert_entry (alert_id, seq, kind, at, handling, reason)"
                + " values (?, 1, 'HANDLED', now(), 'VERIFIED_BREACH', 'software says so')", alert));
    }

    @Test
    void believedCollectionPeriodsDoNotOverlap() throws SQLException {
        var insert = "insert into collection_period (id, supervisee_id, valid, known_from)"
                + " values (?, ?, tstzrange(?::timestamptz, null), now())";
        county.update(insert, UUID.randomUUID(), county.hillPerson, "2026-01-01");

        assertRefused(EXCLUSION, () -> county.update(insert, UUID.randomUUID(), county.hillPerson, "2026-02-01"));
    }

    @Test
    void slotIsMadeOnceForAScheduleAndItsOpening() throws SQLException {
        var schedule = UUID.randomUUID();
        county.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid)"
                + " values (?, ?, 'CHECK_IN', 1, 480, 540, 900, tstzrange(now(), null))", schedule,
                county.riverPerson);
        var slot = "insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at, due_at,"
                + " state) values (?, ?, ?, 'CHECK_IN', 1, '2026-03-02 00:00Z', '2026-03-02 01:00Z',"
                + " '2026-03-02 01:15Z', 'SCHEDULED')";
        county.update(slot, UUID.randomUUID(), schedule, county.riverPerson);

        assertRefused(UNIQUE, () -> county.update(slot, UUID.randomUUID(), schedule, county.riverPerson));
    }

    @Test
    void boundaryThatCrossesItselfIsRefused() throws SQLException {
        var area = UUID.randomUUID();
        county.update("insert into area (id, kind, name, created_at) values (?, 'BOUNDARY', 'Bow tie', now())", area);

        assertRefused(CHECK, () -> county.update(
                "insert into area_version (area_id, version, shape, source_crs, valid, known_from) values (?, 1,"
                        + " st_geomfromtext('POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))', 4326), 'WGS84',"
                        + " tstzrange(null, null), now())",
                area));
    }

    @Test
    void retroactivePermissionIsMarkedByTheDatabase() throws SQLException {
        var id = UUID.randomUUID();
        county.update("insert into permission (id, supervisee_id, kind, purpose, valid, applied_at, decided_at,"
                + " decided_by) values (?, ?, 'SINGLE', 'hospital', tstzrange('2026-03-01', '2026-03-05'),"
                + " '2026-03-02', '2026-03-02', ?)", id, county.riverPerson, county.riverOfficer);

        assertThat(count(owner, "select retroactive::int from permission where id = ?", id)).isEqualTo(1);
    }

    @Test
    void permissionWithoutAnEndIsRefused() {
        assertRefused(CHECK, () -> county.update("insert into permission (id, supervisee_id, kind, purpose, valid,"
                + " applied_at, decided_at, decided_by) values (?, ?, 'SINGLE', 'hospital', tstzrange('2026-03-01', null),"
                + " '2026-03-02', '2026-03-02', ?)", UUID.randomUUID(), county.riverPerson, county.riverOfficer));
    }

    @Test
    void ofAPermissionOneVersionIsBelieved() throws SQLException {
        var id = UUID.randomUUID();
        county.update("insert into permission (id, supervisee_id, kind, purpose, valid, applied_at, decided_at,"
                + " decided_by) values (?, ?, 'SINGLE', 'hospital', tstzrange('2026-03-01', '2026-03-05'),"
                + " '2026-03-02', '2026-03-02', ?)", id, county.riverPerson, county.riverOfficer);
        var believe = "insert into permission_version (permission_id, version, valid, known_from, changed_by, reason)"
                + " values (?, ?, tstzrange('2026-03-01', '2026-03-05'), '2026-03-02', ?, ?)";
        county.update(believe, id, 1, county.riverOfficer, null);

        assertRefused(UNIQUE, () -> county.update(believe, id, 2, county.riverOfficer, "again"));
        assertRefused(CHECK, () -> county.update(believe, id, 3, county.riverOfficer, null));
    }

    @Test
    void believedHomesInOneAreaDoNotOverlap() throws SQLException {
        var insert = "insert into home_area (id, supervisee_id, area_id, valid, known_from)"
                + " values (?, ?, ?, tstzrange(?::timestamptz, null), now())";
        var area = square();
        county.update(insert, UUID.randomUUID(), county.hillPerson, area, "2026-01-01");

        assertRefused(EXCLUSION,
                () -> county.update(insert, UUID.randomUUID(), county.hillPerson, area, "2026-02-01"));
    }

    @Test
    void applicationCannotRewriteWhatWasBelieved() throws SQLException {
        try (var api = database.connect("api")) {
            for (var change : new String[]{"area_version set version = 9", "area set unit_id = null",
                "home_area set area_id = area_id", "permission set purpose = 'x'", "permission_version set version = 9",
                "permission_area set area_id = area_id"}) {
                assertRefused(FORBIDDEN, () -> count(api, "update " + change + " returning 1"));
            }
        }
    }

    @Test
    void withoutAScopeNobodySeesWhereAnybodyMayBe() throws SQLException {
        county.update("insert into home_area (id, supervisee_id, area_id, valid, known_from)"
                + " values (?, ?, ?, tstzrange('2026-01-01', null), now())", UUID.randomUUID(), county.riverPerson,
                square());
        try (var api = database.connect("api")) {
            for (var table : new String[]{"area", "area_version", "home_area", "permission", "permission_version",
                "permission_area"}) {
                assertThat(count(api, "select count(*) from " + table)).as(table).isZero();
            }
        }
    }

    private static UUID square() throws SQLException {
        var area = UUID.randomUUID();
        county.update("insert into area (id, kind, name, created_at) values (?, 'BOUNDARY', 'Square', now())", area);
        county.update("insert into area_version (area_id, version, shape, source_crs, valid, known_from)"
                + " values (?, 1, st_makeenvelope(0, 0, 1, 1, 4326), 'WGS84', tstzrange(null, null), now())", area);
        return area;
    }

    @Test
    void partitionsAreMadeByTheWorkerOnceADay() throws SQLException {
        try (var worker = database.connect("worker")) {
            var make = "select make_fix_partitions('2026-03-01', '2026-03-03')";

            assertThat(count(worker, make)).isEqualTo(3);
            assertThat(count(worker, make)).isZero();
        }
    }

    @Test
    void sameFixStoredTwiceIsOneRow() throws SQLException {
        try (var worker = database.connect("worker"); var intake = database.connect("intake")) {
            count(worker, "select make_fix_partitions('2026-04-01', '2026-04-01')");
            var store = "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon,"
                    + " lat, raw_x, raw_y, raw_crs, verdict, late, rules_version) values (?, '2026-04-01 08:00Z',"
                    + " decode(repeat('ab', 16), 'hex'), now(), gen_random_uuid(), 1, 108, 31, 108, 31, 'WGS84',"
                    + " 'INSIDE', false, 1) on conflict do nothing";
            for (int expected = 1; expected >= 0; expected--) {
                try (var statement = intake.prepareStatement(store)) {
                    statement.setObject(1, county.riverPerson);
                    assertThat(statement.executeUpdate()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void fixOutsideEveryPartitionIsRefusedAndNotHidden() throws SQLException {
        try (var intake = database.connect("intake");
                var statement = intake.prepareStatement(
                        "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id, judged_seq, lon, lat,"
                                + " raw_x, raw_y, raw_crs, verdict, late, rules_version) values (gen_random_uuid(),"
                                + " '1999-01-01', decode(repeat('ab', 16), 'hex'), now(), gen_random_uuid(), 1, 1, 1, 1, 1,"
                                + " 'WGS84', 'INSIDE', false, 1)")) {
            assertRefused(CHECK, statement::executeUpdate);
        }
    }

    @Test
    void policyThatBelievesOneSignAloneIsRefused() {
        assertRefused(CHECK,
                () -> county.update("insert into judging_policy select (p).* from (select jsonb_populate_record("
                        + "p, '{\"version\": 1000001, \"spoof_mock\": 80}') as p from judging_policy p where version = 1) as q"));
        assertRefused(CHECK,
                () -> county.update("insert into judging_policy select (p).* from (select jsonb_populate_record("
                        + "p, '{\"version\": 1000002, \"hold_down_fixes\": 1}') as p from judging_policy p where version = 1) as q"));
        assertRefused(CHECK,
                () -> county.update("insert into judging_policy select (p).* from (select jsonb_populate_record("
                        + "p, '{\"version\": 1000003, \"burst_fixes\": 4}') as p from judging_policy p where version = 1) as q"));
    }

    @Test
    void policyThatTheKernelWouldNotTakeForItsDurationsIsRefused() {
        for (var tooLong : List.of("{\"version\": 1000004, \"hold_down_s\": 2678401}",
                "{\"version\": 1000005, \"unsure_for_s\": 2678401}",
                "{\"version\": 1000006, \"return_within_s\": 2678401}",
                "{\"version\": 1000007, \"still_outlives_s\": 2678401}",
                "{\"version\": 1000008, \"spoof_look_back_s\": 31622401}")) {
            assertRefused(CHECK, () -> county.update("insert into judging_policy select (p).* from (select"
                    + " jsonb_populate_record(p, ?::jsonb) as p from judging_policy p where version = 1) as q",
                    tooLong));
        }
    }

    @Test
    void nobodyIsJudgedByTwoPoliciesAtOnce() throws SQLException {
        var insert = "insert into judging_assignment (id, supervisee_id, policy_version, valid, known_from)"
                + " values (?, ?, 1, tstzrange(?::timestamptz, null), now())";
        county.update(insert, UUID.randomUUID(), county.hillPerson, "2026-01-01");

        assertRefused(EXCLUSION, () -> county.update(insert, UUID.randomUUID(), county.hillPerson, "2026-02-01"));
    }

    @Test
    void changeOfRulesIsDueAtOnce() throws SQLException {
        county.update("insert into standing (supervisee_id, device_kind) values (?, 'PHONE')", county.hillPerson);
        county.update("delete from standing_due where supervisee_id = ?", county.hillPerson);

        county.update("update standing set rules_version = rules_version + 1 where supervisee_id = ?",
                county.hillPerson);

        assertThat(count(owner, "select count(*) from standing_due where supervisee_id = ? and due_at = 'epoch'",
                county.hillPerson)).isEqualTo(1);
    }

    @Test
    void withoutAScopeNoTableThatTheApplicationMayReadShowsAnybody() throws SQLException {
        county.duties();
        var tables = new TreeSet<String>();
        try (var rows = owner.createStatement().executeQuery(MAY_READ)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        assertThat(tables).contains("supervisee", "slot", "slot_entry", "report", "check_in", "fix");
        tables.removeAll(ABOUT_NOBODY);

        try (var api = database.connect("api")) {
            for (var table : tables) {
                assertThat(count(owner, "select relrowsecurity::int from pg_class where oid = ?::regclass", table))
                        .as(table).isEqualTo(1);
                assertThat(count(owner, OPEN_POLICIES, table)).as(table).isZero();
                assertThat(count(api, "select count(*) from " + table)).as(table).isZero();
            }
            assertThat(count(api, "select count(*) from account where kind = 'SUPERVISEE'")).isZero();
        }
    }

    @Test
    void theApplicationReadsNeitherStandingsNorTheRecord() throws SQLException {
        try (var api = database.connect("api")) {
            for (var query : new String[]{"select count(*) from standing", "select count(*) from standing_due",
                "select count(*) from audit_entry", "update standing set state = '' returning 1",
                "update slot_entry set reason = 'x' returning 1"}) {
                assertRefused(FORBIDDEN, () -> count(api, query));
            }
        }
    }

    @Test
    void rulesMoveOnAcrossScopesAndNothingIsLearntByIt() throws SQLException {
        var person = county.hillPerson;

        try (var api = database.connect("api")) {
            api.setAutoCommit(false);
            enter(api, county.riverOfficer);
            count(api, "select bump_rules(array[?]::uuid[])", person);
            api.commit();
        }

        assertThat(count(owner, "select count(*) from standing where supervisee_id = ?", person)).isEqualTo(1);
    }

    @Test
    void nobodyPutsADeedOnAnothersRecord() throws SQLException {
        var deed = "insert into audit_entry (id, at, actor, action) values (gen_random_uuid(), now(), '%s', 'X')";

        assertThat(updateAs(county.riverOfficer, deed.formatted(county.riverOfficer))).isEqualTo(1);
        assertRefused(FORBIDDEN, () -> updateAs(county.riverOfficer, deed.formatted(county.hillOfficer)));
    }

    @Test
    void theHistoryOfASlotIsSeenByWhoSeesTheSlot() throws SQLException {
        var entries = "select count(*) from slot_entry where slot_id = '" + county.duties() + "'";

        assertThat(seenBy(county.riverOfficer, entries)).isEqualTo(1);
        assertThat(seenBy(county.riverPerson, entries)).isEqualTo(1);
        assertThat(seenBy(county.hillOfficer, entries)).isZero();
    }

    @Test
    void aHomeIsSeenWhereItsUnitOrItsPersonIs() throws SQLException {
        var of = "select count(*) from %s where %s = '%s'";
        var owned = circle(county.hillOffice);
        var lived = circle(null);
        county.update("insert into home_area (id, supervisee_id, area_id, valid, known_from)"
                + " values (?, ?, ?, tstzrange('2026-01-01', null), now())", UUID.randomUUID(), county.riverPerson,
                lived);

        for (var table : new String[]{"area", "area_version"}) {
            var id = table.equals("area") ? "id" : "area_id";
            assertThat(seenBy(county.hillOfficer, of.formatted(table, id, owned))).isEqualTo(1);
            assertThat(seenBy(county.riverOfficer, of.formatted(table, id, owned))).isZero();
            assertThat(seenBy(county.riverOfficer, of.formatted(table, id, lived))).isEqualTo(1);
            assertThat(seenBy(county.riverPerson, of.formatted(table, id, lived))).isEqualTo(1);
            assertThat(seenBy(county.hillOfficer, of.formatted(table, id, lived))).isZero();
        }
    }

    private static UUID circle(UUID unit) throws SQLException {
        var area = UUID.randomUUID();
        county.update("insert into area (id, kind, name, created_at, unit_id) values (?, 'CIRCLE', 'Home', now(), ?)",
                area, unit);
        county.update("insert into area_version (area_id, version, shape, radius_m, source_crs, valid, known_from)"
                + " values (?, 1, st_setsrid(st_makepoint(1, 1), 4326), 500, 'WGS84', tstzrange(null, null), now())",
                area);
        return area;
    }

    @Test
    void withoutAScopeTheApplicationSeesNobody() throws SQLException {
        try (var api = database.connect("api")) {
            assertThat(count(api, "select count(*) from supervisee")).isZero();
            assertThat(count(api, "select count(*) from alert")).isZero();
            assertThat(count(api, "select count(*) from fix")).isZero();
        }
    }

    @Test
    void officerSeesOnlyTheOwnOffice() throws SQLException {
        assertThat(visibleTo(county.riverOfficer, county.riverPerson)).isEqualTo(1);
        assertThat(visibleTo(county.riverOfficer, county.hillPerson)).isZero();
        assertThat(visibleTo(county.hillOfficer, county.riverPerson)).isZero();
    }

    @Test
    void scopeEndsWithItsTransaction() throws SQLException {
        try (var api = database.connect("api")) {
            api.setAutoCommit(false);
            enter(api, county.riverOfficer);
            assertThat(count(api, "select count(*) from supervisee")).isEqualTo(1);
            api.commit();

            assertThat(count(api, "select count(*) from supervisee")).isZero();
        }
    }

    @Test
    void personSeesThemself() throws SQLException {
        assertThat(visibleTo(county.riverPerson, county.riverPerson)).isEqualTo(1);
        assertThat(visibleTo(county.riverPerson, county.hillPerson)).isZero();
    }

    @Test
    void theApplicationNeverReadsWhereAPhoneIsReached() throws SQLException {
        county.register(county.riverOfficer, "token-of-the-river");
        for (var role : new String[]{"api", "auditor"}) {
            try (var connection = database.connect(role)) {
                assertRefused(FORBIDDEN, () -> count(connection, "select count(value) from registration"));
            }
        }
    }

    @Test
    void everybodySeesTheirOwnPhonesAndMessagesOnly() throws SQLException {
        county.register(county.riverOfficer, "token-of-another");
        county.message(county.riverOfficer);
        for (var table : new String[]{"registration", "outbox"}) {
            assertThat(seenBy(county.riverOfficer, "select count(id) from " + table)).isPositive();
            assertThat(seenBy(county.hillOfficer, "select count(id) from " + table)).isZero();
            try (var api = database.connect("api")) {
                assertThat(count(api, "select count(id) from " + table)).isZero();
            }
        }
    }

    @Test
    void theHistoryOfAnAlertIsSeenByWhoSeesTheAlert() throws SQLException {
        var alert = county.alert("AREA_EXIT:history", "OPEN");
        county.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", alert);

        var entries = "select count(*) from alert_entry where alert_id = '" + alert + "'";

        assertThat(seenBy(county.riverOfficer, entries)).isEqualTo(1);
        assertThat(seenBy(county.hillOfficer, entries)).isZero();
    }

    @Test
    void aStepWithoutAReasonIsRefusedUnlessItIsTakingOn() throws SQLException {
        var alert = county.alert("AREA_EXIT:steps", "OPEN");
        var step = "insert into alert_entry (alert_id, seq, kind, at, handling, actor, reason)"
                + " values (?, ?, 'HANDLED', now(), ?, ?, ?)";
        county.update(step, alert, 1, "ACKNOWLEDGED", county.riverOfficer, null);

        assertRefused(CHECK, () -> county.update(step, alert, 2, "CLOSED", county.riverOfficer, null));
        assertRefused(CHECK, () -> county.update(step, alert, 2, "CLOSED", county.riverOfficer, " "));
        assertRefused(CHECK, () -> county.update(step, alert, 2, "OPEN", county.riverOfficer, "reason"));
    }

    @Test
    void whatIsSentToNobodyIsNeverRecordedAsSent() throws SQLException {
        var alert = county.alert("AREA_EXIT:nobody", "OPEN");

        assertRefused(CHECK,
                () -> county.update("insert into outbox (id, alert_id, message, state, next_at, created_at,"
                        + " finished_at) values (?, ?, '{}', 'SENT', now(), now(), now())", UUID.randomUUID(), alert));
    }

    @Test
    void aDeliveryThatFailedSaysWhy() throws SQLException {
        var phone = county.register(county.hillOfficer, "token-of-the-hill");
        var message = county.message(county.hillOfficer);

        assertRefused(CHECK, () -> county.update("insert into delivery (outbox_id, registration_id, state, attempt,"
                + " channel, at) values (?, ?, 'REJECTED', 1, 'fcm', now())", message, phone));
    }

    @Test
    void applicationCannotRewriteHistory() throws SQLException {
        for (var table : new String[]{"audit_entry", "alert_entry", "slot_entry", "fix"}) {
            for (var role : new String[]{"api", "intake", "worker", "auditor"}) {
                try (var connection = database.connect(role)) {
                    assertRefused(FORBIDDEN, () -> count(connection, "delete from " + table + " returning 1"));
                }
            }
        }
    }

    @Test
    void quarantinedBodiesAreReadByNobody() throws SQLException {
        for (var role : new String[]{"api", "intake", "worker", "auditor"}) {
            try (var connection = database.connect(role)) {
                assertRefused(FORBIDDEN, () -> count(connection, "select count(sealed) from quarantine"));
            }
        }
    }

    @Test
    void quarantineHoldsNothingUnsealed() {
        assertRefused(CHECK, () -> county.update("insert into quarantine (id, device_id, dialect, reason, received_at,"
                + " body_bytes, sealed) values (gen_random_uuid(), gen_random_uuid(), 'TRACCAR', 'UNREADABLE', now(), 2,"
                + " '{}')"));
        assertRefused(CHECK, () -> county.update("insert into quarantine (id, device_id, dialect, reason, received_at,"
                + " body_bytes, sealed) values (gen_random_uuid(), gen_random_uuid(), 'TRACCAR', 'lat was 91', now(), 2,"
                + " decode(repeat('00', 30), 'hex'))"));
    }

    @Test
    void auditorReadsEverythingButSecrets() throws SQLException {
        try (var auditor = database.connect("auditor")) {
            assertThat(count(auditor, "select count(*) from supervisee")).isEqualTo(2);
            assertRefused(FORBIDDEN, () -> count(auditor, "select count(*) from signing_key"));
        }
    }

    @Test
    void unitLiesBelowItsParentByItsLevelAndNeverMoves() {
        var add = "insert into agency_unit (id, parent_id, level, name, created_at) values (?, ?, 'COUNTY', ?, now())";

        assertRefused(CHECK, () -> county.update(add, UUID.randomUUID(), county.riverOffice, "Below an office"));
        assertRefused(CHECK, () -> county.update("update agency_unit set parent_id = ? where id = ?", county.province,
                county.riverOffice));
    }

    @Test
    void whatAsksForOneRoleCountsPostsOfThatRoleOnly() throws SQLException {
        assertThat(visibleTo(county.riverOfficer, county.riverPerson, "rollcall.roles", "OFFICER,PROSECUTOR"))
                .isEqualTo(1);
        assertThat(visibleTo(county.riverOfficer, county.riverPerson, "rollcall.roles", "ADMIN")).isZero();
    }

    @Test
    void sessionOfOnePostHasItsScopeOnly() throws SQLException {
        var second = UUID.randomUUID();
        county.update("insert into post (id, account_id, unit_id, role, valid) values (?, ?, ?, 'PROSECUTOR',"
                + " tstzrange(now() - interval '1 day', null))", second, county.hillOfficer, county.riverOffice);
        try {
            assertThat(visibleTo(county.hillOfficer, county.riverPerson)).isEqualTo(1);
            assertThat(visibleTo(county.hillOfficer, county.hillPerson, "rollcall.post_id", second.toString()))
                    .isZero();
            assertThat(visibleTo(county.hillOfficer, county.riverPerson, "rollcall.post_id", second.toString()))
                    .isEqualTo(1);
        } finally {
            county.update("delete from post where id = ?", second);
        }
    }

    @Test
    void onlyAnAdminAddsUnitsAndGivesPostsAndOnlyInScope() throws SQLException {
        var unit = "insert into agency_unit (id, parent_id, level, name, created_at) select gen_random_uuid(), '%s',"
                + " 'VILLAGE', gen_random_uuid()::text, now()";
        var post = "insert into post (id, account_id, unit_id, role, valid) select gen_random_uuid(), '%s', '%s',"
                + " 'ADMIN', tstzrange(now(), null)";
        var admin = UUID.randomUUID();
        county.update("insert into account (id, kind, login, display_name, password_hash, created_at)"
                + " values (?, 'STAFF', ?, 'An admin', 'x', now())", admin, admin.toString());
        county.update("insert into post (id, account_id, unit_id, role, valid)"
                + " values (?, ?, ?, 'ADMIN', tstzrange(now() - interval '1 day', null))", UUID.randomUUID(), admin,
                county.riverOffice);

        for (var attempt : new String[]{unit.formatted(county.riverOffice),
            post.formatted(county.riverOfficer, county.riverOffice)}) {
            assertRefused(FORBIDDEN, () -> updateAs(county.riverOfficer, attempt));
            assertThat(updateAs(admin, attempt)).isEqualTo(1);
        }
        assertRefused(FORBIDDEN, () -> updateAs(admin, unit.formatted(county.hillOffice)));
        assertRefused(FORBIDDEN, () -> updateAs(admin, post.formatted(admin, county.hillOffice)));
        assertThat(updateAs(admin, "update account set disabled_at = now() where id = '" + county.hillOfficer + "'"))
                .isZero();
    }

    private static int visibleTo(UUID account, UUID supervisee, String setting, String value) throws SQLException {
        try (var api = database.connect("api")) {
            api.setAutoCommit(false);
            enter(api, account);
            count(api, "select length(set_config(?, ?, true))", setting, value);
            int seen = count(api, "select count(*) from supervisee where id = ?", supervisee);
            api.rollback();
            return seen;
        }
    }

    /** What it would change; nothing is kept. */
    private static int updateAs(UUID account, String sql) throws SQLException {
        try (var api = database.connect("api"); var statement = api.createStatement()) {
            api.setAutoCommit(false);
            enter(api, account);
            try {
                return statement.executeUpdate(sql);
            } finally {
                api.rollback();
            }
        }
    }

    private static int visibleTo(UUID account, UUID supervisee) throws SQLException {
        return seenBy(account, "select count(*) from supervisee where id = ?", supervisee);
    }

    private static int seenBy(UUID account, String sql, Object... values) throws SQLException {
        try (var api = database.connect("api")) {
            api.setAutoCommit(false);
            enter(api, account);
            int seen = count(api, sql, values);
            api.rollback();
            return seen;
        }
    }

    private static void enter(Connection api, UUID account) throws SQLException {
        try (var statement = api.prepareStatement("select set_config('rollcall.account_id', ?, true)")) {
            statement.setString(1, account.toString());
            statement.execute();
        }
    }

    private static int count(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void assertRefused(String sqlState, ThrowingCallable call) {
        assertThatExceptionOfType(SQLException.class).isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo(sqlState));
    }
}
