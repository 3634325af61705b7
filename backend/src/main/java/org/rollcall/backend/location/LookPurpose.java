package org.rollcall.backend.location;

/** Why somebody looks at where a person was. A closed list: free text would carry names into logs. Names as in the contract. */
public enum LookPurpose {
    // @formatter:off
    ALERT, LOST_CONTACT, PERMISSION_CHECK, COMPLAINT, INSPECTION
    // @formatter:on
}
