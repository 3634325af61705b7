package org.rollcall.backend.access;

import java.util.Set;

/** What a post lets its holder do, as the API and the database name it; {@link Role} says what each is. */
public enum PostRole {
    ADMIN, OPERATOR, TEAM_MEMBER, VILLAGE_ASSISTANT, OFFICER, COUNTY_OFFICER, BUREAU_HEAD, SUPERIOR, PROSECUTOR, DUTY_OFFICER;

    /** Those that may be given to see who minors are. */
    public static final Set<PostRole> SEES_MINORS = Set.of(OFFICER, COUNTY_OFFICER, BUREAU_HEAD, PROSECUTOR);
}
