package org.rollcall.backend.access;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The asker, as they are told.
 *
 * @param login staff only
 * @param posts those that count in this session now; none for a supervisee
 * @param supervisee what a supervisee is told of their own record; null for staff
 */
public record Me(UUID id, String kind, String displayName, String login, List<Post> posts, OwnRecord supervisee) {

    /** What a supervisee is told of their own record. */
    public record OwnRecord(String caseNumber, String legalBasis, LocalDate termFrom, LocalDate termUntil, String zone,
            boolean collecting) {}

    @Override
    public String toString() {
        return "Me[id=" + id + "]";
    }
}
