package org.rollcall.backend.access;

/** What a post lets its holder do, within the unit of the post and below. Names as in the database. */
public final class Role {

    /** Keeps the organisation, the accounts and the areas. */
    public static final String ADMIN = "ADMIN";
    /** Works for a justice office. */
    public static final String OFFICER = "OFFICER";
    /** Works for a county agency. */
    public static final String COUNTY_OFFICER = "COUNTY_OFFICER";
    /** Inspects the records. */
    public static final String PROSECUTOR = "PROSECUTOR";

    /** Runs the system and sees no case. */
    public static final String OPERATOR = "OPERATOR";
    /** Helps with single people; a post alone shows nobody. */
    public static final String TEAM_MEMBER = "TEAM_MEMBER";
    /** The same, of a village. */
    public static final String VILLAGE_ASSISTANT = "VILLAGE_ASSISTANT";
    /** Heads a county's bureau and approves electronic positioning (CCL 29). */
    public static final String BUREAU_HEAD = "BUREAU_HEAD";
    /** Works for a city or a province: sees single cases on a stated purpose. */
    public static final String SUPERIOR = "SUPERIOR";
    /** Is on duty for a county at night: sees what is open and acknowledges it. */
    public static final String DUTY_OFFICER = "DUTY_OFFICER";

    /** Serves the sentence; not a post: whoever holds an enrolled device has it. */
    public static final String SUPERVISEE = "SUPERVISEE";

    /** Cares for a minor; not a post: whoever holds a guardianship's secret has it, while the guardianship lasts. */
    public static final String GUARDIAN = "GUARDIAN";

    private Role() {
    }
}
