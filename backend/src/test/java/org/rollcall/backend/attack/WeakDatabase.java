package org.rollcall.backend.attack;

import org.rollcall.backend.testing.Accounts;

/** Takes a defence of the database away while an attack runs, and puts it back. */
final class WeakDatabase {

    private WeakDatabase() {
    }

    /**
     * Runs the attack while a function is what it should not be.
     *
     * @param signature of the function: {@code holds_device(uuid, uuid)}
     * @param weak creates or replaces it
     */
    static void with(Accounts accounts, String signature, String weak, Runnable attack) {
        var kept = (String) accounts.queryOne("select pg_get_functiondef(?::regprocedure)", signature);
        accounts.update(weak);
        try {
            attack.run();
        } finally {
            accounts.update(kept);
        }
    }
}
