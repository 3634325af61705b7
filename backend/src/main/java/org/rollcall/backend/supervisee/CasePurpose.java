package org.rollcall.backend.supervisee;

/** Why somebody who does not work with a case looks at it. */
enum CasePurpose {
    PERMISSION_CHECK, COMPLAINT, INSPECTION
}
