package org.rollcall.backend.privacy;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Whom to call because of an alert, and how.
 *
 * @param fullName of a minor masked
 * @param phone null where none is kept, and of a minor where no post of the asker says that they may see it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertContact(UUID alertId, UUID superviseeId, String caseNumber, String fullName, String phone) {
    @Override
    public String toString() {
        return "AlertContact[alertId=" + alertId + "]";
    }
}
