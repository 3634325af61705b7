package org.rollcall.backend.area;

/** Why somebody looks at where a person lives or may go. A closed list, as for a look at where somebody was. Names as in the contract. */
enum HomePurpose {
    // @formatter:off
    ALERT, LOST_CONTACT, PERMISSION_CHECK, COMPLAINT, INSPECTION
    // @formatter:on
}
