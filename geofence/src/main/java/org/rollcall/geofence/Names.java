package org.rollcall.geofence;

/**
 * What people call the things that rules are about. The kernel knows ids only; whoever asks for an explanation knows
 * names, and may call a zone whatever does not tell where a victim lives. Called by the thread that asks; one that
 * serves several threads must be thread-safe itself.
 */
@FunctionalInterface
public interface Names {

    /**
     * The name of the place that a rule is about, as it stands in a sentence after "outside": the county of a home area,
     * the destination of a permission, the zone of an exclusion, the place of a curfew.
     */
    String nameOf(Element element);
}
