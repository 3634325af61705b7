package org.rollcall.backend.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.PrivatePostgres;

/** What the database itself refuses about secrets that end, tokens that renew, and what phones say of their health. */
class OtherAppsSchemaTest {

    private static final String UNIQUE = "23505";
    private static final String CHECK = "23514";
    private static final String FORBIDDEN = "42501";
    private static final String BRACELET = "insert into device (id, supervisee_id, kind, dialect, secret_hash,"
            + " secret_expires_at, passphrase_sealed, enrolled_at) values (gen_random_uuid(), ?, 'BRACELET', ?,"
            + " sha256(?::text::bytea), ?::timestamptz, ?, now())";
    private static final String TOKEN = "insert into refresh_token (id, device_id, parent_id, token_hash, issued_at,"
            + " expires_at, used_at, revoked_at) values (?, ?, ?, ?, now(), ?::timestamptz, ?::timestamptz,"
            + " ?::timestamptz)";
    private static final String STATUS = "insert into device_status (device_id, received_at, location_permission,"
            + " changed_at) values (?, now(), ?, ?::timestamptz)";

    private static PrivatePostgres.Database database;
    private static Connection owner;
    private static County county;
    private static UUID device;

    @BeforeAll
    static void migrate() throws SQLException {
        database = PrivatePostgres.running().migrated("other_apps_schema_test");
        owner = database.connect("owner");
        county = new County(owner);
        device = UUID.randomUUID();
        county.update("insert into device (id, supervisee_id, kind, dialect, enrolled_at)"
                + " values (?, ?, 'PHONE', 'TRANSISTORSOFT', now())", device, county.riverPerson);
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
    }

    @Test
    void onlyOwnTracksHasAPassphraseAndItIsSealed() throws SQLException {
        assertRefused(CHECK, () -> bracelet("OVERLAND", "a", null, new byte[40]));
        assertRefused(CHECK, () -> bracelet("OWNTRACKS", "b", null, new byte[28]));
        assertRefused(CHECK, () -> bracelet("HOMEASSISTANT", "c", null, null));
        bracelet("OWNTRACKS", "d", null, new byte[40]);
    }

    @Test
    void aSecretEndsAfterItBeganAndWhereThereIsOne() {
        assertRefused(CHECK, () -> bracelet("GPSLOGGER", "e", "yesterday", null));
        assertRefused(CHECK, () -> bracelet("GPSLOGGER", null, "tomorrow", null));
    }

    @Test
    void aTokenIsItsHashAndItsTimesAreInOrder() throws SQLException {
        var id = UUID.randomUUID();
        assertRefused(CHECK, () -> token(UUID.randomUUID(), null, new byte[31], "tomorrow", null, null));
        assertRefused(CHECK, () -> token(UUID.randomUUID(), null, new byte[32], "yesterday", null, null));
        assertRefused(CHECK, () -> token(UUID.randomUUID(), null, new byte[32], "tomorrow", "yesterday", null));
        assertRefused(CHECK, () -> token(UUID.randomUUID(), null, new byte[32], "tomorrow", null, "yesterday"));
        assertRefused(CHECK, () -> token(id, id, new byte[32], "tomorrow", null, null));
        token(id, null, new byte[32], "tomorrow", null, null);
        assertRefused(UNIQUE, () -> token(UUID.randomUUID(), null, new byte[32], "tomorrow", null, null));
    }

    @Test
    void nobodyReadsTokensAndOnlyTheApiRenewsThem() throws SQLException {
        for (var role : List.of("api", "intake", "worker", "auditor")) {
            try (var connection = database.connect(role)) {
                assertRefused(FORBIDDEN, () -> count(connection, "select count(*) from refresh_token"));
                assertRefused(FORBIDDEN, () -> count(connection, "delete from refresh_token returning 1"));
            }
        }
        var renew = "select count(*) from renew_refresh_token('', gen_random_uuid(), '', now(), now())";
        try (var intake = database.connect("intake"); var api = database.connect("api")) {
            assertRefused(FORBIDDEN, () -> count(intake, renew));
            assertRefused(FORBIDDEN, () -> count(intake, "select forget_refresh_tokens(now(), now())"));
            assertThat(count(api, renew)).isZero();
        }
    }

    @Test
    void whatAPhoneSaysIsOfAKnownKindAndSeenByItsOfficeOnly() throws SQLException {
        assertRefused(CHECK, () -> county.update(STATUS, device, "MAYBE", "now"));
        assertRefused(CHECK, () -> county.update(STATUS, device, "DENIED", "tomorrow"));
        county.update(STATUS, device, "DENIED", "yesterday");

        assertThat(seen(county.riverOfficer)).isEqualTo(1);
        assertThat(seen(county.hillOfficer)).isZero();
        assertThat(seen(null)).isZero();
    }

    @Test
    void theDeviceOfAnotherAppIsNoPersonOfTheApi() throws SQLException {
        try (var api = database.connect("api")) {
            assertThat(count(api, "select holds_device('" + county.riverPerson + "', '" + device + "')::int")).isZero();
        }
    }

    private static void bracelet(String dialect, String secret, String expires, byte[] passphrase)
            throws SQLException {
        county.update(BRACELET, county.hillPerson, dialect, secret, expires, passphrase);
    }

    private static void token(UUID id, UUID parent, byte[] hash, String expires, String used, String revoked)
            throws SQLException {
        county.update(TOKEN, id, device, parent, hash, expires, used, revoked);
    }

    private static int seen(UUID account) throws SQLException {
        try (var api = database.connect("api")) {
            api.setAutoCommit(false);
            if (account != null) {
                count(api, "select length(set_config('rollcall.account_id', '" + account + "', true))");
            }
            int seen = count(api, "select count(*) from device_status where device_id = '" + device + "'");
            api.rollback();
            return seen;
        }
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql); var rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void assertRefused(String sqlState, ThrowingCallable call) {
        assertThatExceptionOfType(SQLException.class).isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo(sqlState));
    }
}
