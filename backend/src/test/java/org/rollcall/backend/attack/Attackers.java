package org.rollcall.backend.attack;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.People;

/** Somebody of each role, in an own county; another after a while, since who asks often is turned away. */
@ApplicationScoped
class Attackers {

    /** Fewer than a phone may ask in a minute. */
    private static final int EACH = 100;

    private final Accounts accounts;
    private final People people;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();

    Attackers(Accounts accounts, People people) {
        this.accounts = accounts;
        this.people = people;
    }

    /** The token of somebody whom the operation lets in; null where it lets in everybody. */
    String tokenFor(Operations.Op op) {
        if (op.roles().isEmpty()) {
            return null;
        }
        var role = op.roles().get(0);
        if (uses.merge(role, 1, Integer::sum) % EACH == 1) {
            tokens.put(role, switch (role) {
                case "SUPERVISEE" -> people.phone(people.takenIn()).token();
                case "GUARDIAN" -> people.guardian(people.takenIn());
                default -> accounts.token(role, people.county());
            });
        }
        return tokens.get(role);
    }
}
