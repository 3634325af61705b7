package org.rollcall.backend.privacy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** What somebody is found by: one of the two. In a body, since addresses stand in logs. */
public record PersonalDataSearch(@Valid IdentityDocument document, @Size(min = 5, max = 30) String phone) {

    public PersonalDataSearch {
        phone = PersonalDataRequest.plain(phone);
        if ((document == null) == (phone == null)) {
            throw new ProblemException(ProblemType.INVALID, "Name a document or a phone.");
        }
    }

    Field field() {
        return document == null ? Field.PHONE : Field.DOCUMENT;
    }

    String value() {
        return document == null ? phone : document.indexed();
    }

    @Override
    public String toString() {
        return "PersonalDataSearch[]";
    }
}
