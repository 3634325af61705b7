package org.rollcall.backend.alert;

import java.util.UUID;

import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * An alert that is not closed, as locked by this transaction.
 *
 * @param fresh whether this transaction has made it
 */
record OpenAlert(UUID id, UUID supervisee, AlertCode code, String causeKey, Severity severity, boolean active,
        boolean fresh) {}
