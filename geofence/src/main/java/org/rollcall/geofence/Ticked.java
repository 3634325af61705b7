package org.rollcall.geofence;

import java.util.List;

/**
 * What the passing of time comes to. Immutable and thread-safe.
 *
 * @param next the standing afterwards; the very same object where nothing changed
 * @param transitions what changed, in the order of {@link Condition}
 */
public record Ticked(Standing next, List<Transition> transitions) {

    /** @throws NullPointerException if a part is missing */
    public Ticked {
        transitions = List.copyOf(transitions);
    }
}
