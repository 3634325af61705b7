package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class CreateAdminTest {

    @Inject
    @io.quarkus.agroal.DataSource("owner")
    DataSource owner;
    @Inject
    Passwords passwords;
    @Inject
    Clock clock;
    @Inject
    Accounts accounts;

    @Test
    void theFirstAdminSignsInAndTheCommandIsSafeToRepeat() throws SQLException {
        var command = new CreateAdmin(owner, passwords, clock);

        int first = command.create("first.admin", "Test province", Accounts.PASSWORD);
        int again = command.create("first.admin", "Test province", "another password entirely");

        assertThat(first).isZero();
        assertThat(again).isZero();
        assertThat(Accounts.signIn("first.admin")).isNotEmpty();
        assertThat(accounts.queryOne("select count(*) from post p join account a on a.id = p.account_id"
                + " where a.login = 'first.admin' and p.role = 'ADMIN'")).isEqualTo(1L);
    }

    @Test
    void aShortPasswordIsRefused() throws Exception {
        var before = System.in;
        System.setIn(new java.io.ByteArrayInputStream("short\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        try {
            assertThat(new CreateAdmin(owner, passwords, clock).run("create-admin", "second.admin", "P")).isEqualTo(2);
        } finally {
            System.setIn(before);
        }
    }
}
