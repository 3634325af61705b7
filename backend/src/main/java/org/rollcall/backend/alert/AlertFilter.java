package org.rollcall.backend.alert;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * Which alerts are asked for; an empty list or Optional leaves nothing out.
 *
 * @param unit only of this unit and those below
 */
record AlertFilter(Optional<UUID> supervisee, Optional<UUID> unit, List<AlertCode> codes, List<Severity> severities,
        Optional<Condition> condition, List<Handling> handlings) {

    /**
     * Of query parameters as they came; null where they did not.
     *
     * @throws ProblemException INVALID, if one is not what it should be
     */
    static AlertFilter of(String supervisee, String unit, List<String> codes, List<String> severities,
            String condition, List<String> handlings) {
        try {
            return new AlertFilter(Optional.ofNullable(supervisee).map(UUID::fromString),
                    Optional.ofNullable(unit).map(UUID::fromString), values(AlertCode.class, codes),
                    values(Severity.class, severities), Optional.ofNullable(condition).map(Condition::valueOf),
                    values(Handling.class, handlings));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID, "A filter is no id or none of the known words.");
        }
    }

    private static <E extends Enum<E>> List<E> values(Class<E> type, List<String> words) {
        return words == null ? List.of() : words.stream().map(word -> Enum.valueOf(type, word)).distinct().toList();
    }

    /** Whether closed alerts are left out: there is an index of the others. */
    boolean leavesOutClosed() {
        return !handlings.isEmpty() && !handlings.contains(Handling.CLOSED);
    }
}
