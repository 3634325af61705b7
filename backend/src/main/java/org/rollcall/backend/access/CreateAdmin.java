package org.rollcall.backend.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.QuarkusApplication;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.Ids;

/**
 * {@code create-admin LOGIN PROVINCE}: makes the first admin and, where there is none yet, the province. The password
 * is read from standard input, so that no list of processes shows it; there is no default one.
 */
public final class CreateAdmin implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(CreateAdmin.class);

    private final javax.sql.DataSource owner;
    private final Passwords passwords;
    private final Clock clock;

    CreateAdmin(@DataSource("owner") javax.sql.DataSource owner, Passwords passwords, Clock clock) {
        this.owner = owner;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Override
    public int run(String... arguments) throws IOException, SQLException {
        if (arguments.length != 3 || !arguments[1].matches("[a-z0-9._-]{3,100}") || arguments[2].isBlank()) {
            LOG.error(
                    "usage: create-admin LOGIN PROVINCE (login: 3 to 100 of a-z 0-9 . _ -), the password on standard input");
            return 2;
        }
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var password = input.readLine();
        if (password == null || password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST) {
            LOG.errorf("the password has %d to %d characters", Passwords.SHORTEST, Passwords.LONGEST);
            return 2;
        }
        return create(arguments[1], arguments[2].strip(), password);
    }

    int create(String login, String province, String password) throws SQLException {
        try (var connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            if (count(connection, "select count(*) from account where login = ?", login) > 0) {
                LOG.info("that account exists already: nothing done");
                return 0;
            }
            var now = clock.instant().atOffset(ZoneOffset.UTC);
            if (count(connection, "select count(*) from agency_unit where level = ?", "PROVINCE") == 0) {
                update(connection, "insert into agency_unit (id, level, name, created_at) values (?, 'PROVINCE', ?, ?)",
                        Ids.next(), province, now);
            }
            UUID account = Ids.next();
            update(connection, "insert into account (id, kind, login, display_name, password_hash, created_at)"
                    + " values (?, 'STAFF', ?, ?, ?, ?)", account, login, login, passwords.hashNow(password), now);
            update(connection, "insert into post (id, account_id, unit_id, role, valid) select ?, ?, id, 'ADMIN',"
                    + " tstzrange(?, null) from agency_unit where level = 'PROVINCE'", Ids.next(), account, now);
            connection.commit();
        }
        LOG.info("admin created");
        return 0;
    }

    private static int count(Connection connection, String sql, Object value) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
