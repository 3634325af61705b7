package org.rollcall.backend.supervisee;

import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** What the register asks of the organisation tree; the one place here that reads its tables. Thread-safe. */
@ApplicationScoped
class Units {

    /** True of a supervisee {@code s} of that unit or of one below it. */
    static final String BELOW = "exists (select from agency_unit_ancestor u where u.unit_id = s.unit_id"
            + " and u.ancestor_id = %s)";

    private static final Set<String> SUPERVISING = Set.of("COUNTY", "CENTRE", "JUSTICE_OFFICE", "VILLAGE");
    private static final String LEVEL = "select level from agency_unit where id = ?1 and in_scope(id)";

    /** Refuses a unit that is not in the asker's scope, or of a level that supervises nobody itself. */
    Uni<Void> requireSupervising(Mutiny.Session session, UUID unit) {
        return session.createNativeQuery(LEVEL, String.class).setParameter(1, unit).getSingleResultOrNull()
                .invoke(level -> {
                    if (level == null || !SUPERVISING.contains(level)) {
                        throw new ProblemException(ProblemType.INVALID,
                                "unitId is a county, a centre, a justice office or a village in your scope.");
                    }
                }).replaceWithVoid();
    }
}
