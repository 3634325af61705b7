package org.rollcall.backend.location.dialect;

/** What a client's message was, as far as metrics tell it. */
enum MessageKind {
    /** A place at a time. */
    POSITION,
    /** The same from Overland that speaks OwnTracks, which it does badly: its users should be told. */
    POSITION_OF_OVERLAND,
    /** Several at once. */
    BATCH,
    /** A sign of life without a place, or with one that the client itself does not believe. */
    HEARTBEAT,
    /** Nothing at all. */
    EMPTY,
    /** A zone of the client's own was entered or left. */
    TRANSITION,
    /** Zones of the client's own. */
    WAYPOINTS,
    /** How the app and the phone are set and what they allow. */
    STATUS,
    /** Names, steps, beacons, requests to others: nothing that is ours to keep. */
    OTHER,
    /** Where to push to: such a phone is not pushed to. */
    REGISTRATION,
    /** Encrypted, until it is opened. */
    ENCRYPTED,
    /** Cannot be read. */
    UNREADABLE
}
