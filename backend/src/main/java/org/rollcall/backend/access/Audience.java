package org.rollcall.backend.access;

/**
 * What an access token is for. It stands in the token itself, so that nobody who checks the signature can forget to ask.
 */
enum Audience {
    /** All that its account may do. */
    API("rollcall-api"),
    /** The fixes of one device by the route of its own app, and nothing else: an app of others holds it. */
    INGEST("rollcall-ingest");

    private final String claim;

    Audience(String claim) {
        this.claim = claim;
    }

    /** As it stands in the token. */
    String claim() {
        return claim;
    }
}
