package org.rollcall.backend.access;

/** What a post lets its holder do, as the API and the database name it; {@link Role} says what each is. */
public enum PostRole {
    ADMIN, OFFICER, COUNTY_OFFICER, PROSECUTOR
}
