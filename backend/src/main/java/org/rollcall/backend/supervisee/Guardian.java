package org.rollcall.backend.supervisee;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.vertx.core.json.JsonObject;

/** Whom to call about a minor, as the API takes and shows it. */
public record Guardian(
        @NotNull @Size(min = 1, max = 200) @Pattern(regexp = SuperviseeRequest.PLAIN, message = "one line without control characters") String name,
        @NotNull @Pattern(regexp = "\\+?[0-9][0-9 -]{4,29}", message = "a telephone number") String phone,
        @NotNull Relation relation) {

    /** What the guardian is to the minor. */
    public enum Relation {
        PARENT, GRANDPARENT, RELATIVE, ORGANISATION, OTHER
    }

    /** What is sealed of it. */
    JsonObject contact() {
        return new JsonObject().put("name", name).put("phone", phone);
    }

    static Guardian of(Relation relation, JsonObject contact) {
        return new Guardian(contact.getString("name"), contact.getString("phone"), relation);
    }

    @Override
    public String toString() {
        return "Guardian[]";
    }
}
