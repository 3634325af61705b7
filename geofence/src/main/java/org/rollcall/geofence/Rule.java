package org.rollcall.geofence;

import java.util.UUID;

/** One rule about where a person may, may not or must be, with the time at which it holds. Immutable and thread-safe. */
public sealed interface Rule permits HomeArea, Permission, Exclusion, Curfew {

    /** The row that the rule came from. Rows that correct one another may share it. */
    UUID id();

    /** When it holds and when it is believed. */
    Validity validity();
}
