package org.rollcall.backend.access;

/** What a post lets its holder do, as the API and the database name it; {@link Role} says what each is. */
public enum PostRole {
    ADMIN, OPERATOR, TEAM_MEMBER, VILLAGE_ASSISTANT, OFFICER, COUNTY_OFFICER, BUREAU_HEAD, SUPERIOR, PROSECUTOR,
    DUTY_OFFICER
}
