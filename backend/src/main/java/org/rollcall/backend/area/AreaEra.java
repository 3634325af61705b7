package org.rollcall.backend.area;

import java.util.ArrayList;
import java.util.List;

import org.rollcall.geofence.Validity;

/**
 * A stretch of time for which one version of an area says where it lies, and how long that was believed.
 *
 * @param version the version
 * @param validity when it holds, and when it was known to
 */
public record AreaEra(AreaVersion version, Validity validity) {

    /**
     * The eras of one area. A newer version takes over from its beginning on, once it is known; until then, and before its
     * beginning, what was believed stays believed. So a late correction of a boundary leaves earlier judgements explained.
     *
     * @param versions all versions of the area in the order of their numbers, each valid and known until the end of time
     */
    static List<AreaEra> of(List<AreaEra> versions) {
        var eras = new ArrayList<AreaEra>();
        for (int i = 0; i < versions.size(); i++) {
            eras.addAll(ofOne(versions.get(i), versions.subList(i + 1, versions.size())));
        }
        return eras;
    }

    private static List<AreaEra> ofOne(AreaEra version, List<AreaEra> newer) {
        var eras = new ArrayList<AreaEra>();
        var from = version.validity().from();
        var until = version.validity().until();
        var knownFrom = version.validity().knownFrom();
        for (var next : newer) {
            var takenOver = next.validity().from().isBefore(until) ? next.validity().from() : until;
            if (takenOver.equals(until)) {
                continue;
            }
            var known = next.validity().knownFrom();
            if (from.isBefore(until) && knownFrom.isBefore(known)) {
                eras.add(new AreaEra(version.version(), new Validity(from, until, knownFrom, known)));
            }
            knownFrom = known;
            until = takenOver;
        }
        if (from.isBefore(until)) {
            eras.add(new AreaEra(version.version(),
                    new Validity(from, until, knownFrom, version.validity().knownUntil())));
        }
        return eras;
    }
}
