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

    /** Serves the sentence; not a post: whoever holds an enrolled device has it. */
    public static final String SUPERVISEE = "SUPERVISEE";

    private Role() {
    }
}
