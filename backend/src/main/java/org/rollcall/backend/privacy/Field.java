package org.rollcall.backend.privacy;

/** What is sealed. The names are part of what is sealed and are never changed. */
enum Field {
    DOCUMENT, PHONE, HEALTH_NOTES
}
