package org.rollcall.backend.alert;

import java.util.ArrayList;
import java.util.List;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * How far people have come with an alert (DESIGN section 5). The order is OPEN, ACKNOWLEDGED, an outcome, CLOSED; one
 * form may take several steps, and each is an entry of its own. Names as in the database.
 */
public enum Handling {
    OPEN, ACKNOWLEDGED, VERIFIED_INNOCENT, VERIFIED_BREACH, UNRESOLVED, CLOSED;

    /**
     * The steps that taking an alert on makes from here; none where somebody has it already.
     *
     * @throws ProblemException CONFLICT, if it is closed
     */
    List<Handling> acknowledging() {
        refuseClosed();
        return this == OPEN ? List.of(ACKNOWLEDGED) : List.of();
    }

    /**
     * The steps from here to closed with that outcome, oldest first. An outcome found before is said again only where it
     * differs.
     *
     * @throws ProblemException CONFLICT, if it is closed
     */
    List<Handling> closing(Outcome outcome) {
        var steps = new ArrayList<>(acknowledging());
        if (outcome.step() != this) {
            steps.add(outcome.step());
        }
        steps.add(CLOSED);
        return List.copyOf(steps);
    }

    private void refuseClosed() {
        if (this == CLOSED) {
            throw new ProblemException(ProblemType.CONFLICT, "The alert is closed; what comes now opens a new one.");
        }
    }
}
