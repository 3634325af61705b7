package org.rollcall.backend.attack;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.People;

/** Somebody of each role, in an own county, made once. */
@ApplicationScoped
class Attackers {

    private final Accounts accounts;
    private final People people;
    private final Map<String, String> tokens = new HashMap<>();

    Attackers(Accounts accounts, People people) {
        this.accounts = accounts;
        this.people = people;
    }

    /** The token of somebody whom the operation lets in; null where it lets in everybody. */
    String tokenFor(Operations.Op op) {
        return op.roles().isEmpty()
                ? null
                : tokens.computeIfAbsent(op.roles().get(0), role -> role.equals("SUPERVISEE")
                        ? people.phone(people.takenIn()).token()
                        : accounts.token(role, people.county()));
    }
}
