package org.rollcall.backend.oversight;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Counts of the agencies below a unit, as the API shows them.
 *
 * @param countedAt when; people, modes and what is open are as they were then
 */
public record Statistics(UUID unitId, Instant from, Instant to, Instant countedAt, List<Branch> branches) {

    /**
     * A unit right below the one asked about with all that is below it; or that one itself, with what is its own alone.
     *
     * @param people under supervision now
     * @param juveniles of them; null where they are too few to be told ({@link SmallCounts})
     * @param byLegalBasis how many of each
     * @param byMode how many phones of each location mode
     * @param alerts by their code
     * @param missedCheckIns opened as alerts in the time; one that was excused later counts
     * @param unreadAlerts open now, for longer than they may, and nobody of the agency has looked
     * @param lateDecisions permissions that were decided in the time and came after what they permit
     * @param lateReleases people whose term is over and who are not released
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Branch(UUID unitId, String unitName, String level, long people, Long juveniles,
            Map<String, Long> byLegalBasis, Map<String, Long> byMode, List<OfCode> alerts, long missedCheckIns,
            long missedReports, long unreadAlerts, long lateDecisions, long lateReleases) {}

    /**
     * Alerts of one kind.
     *
     * @param opened in the time
     * @param open now, whenever they were opened
     * @param breach of those opened in the time, found to be one
     * @param innocent found not to be
     * @param unresolved not to be found out
     */
    public record OfCode(String code, long opened, long open, long breach, long innocent, long unresolved) {}
}
