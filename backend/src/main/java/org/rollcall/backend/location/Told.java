package org.rollcall.backend.location;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * When such a device was last told how to report.
 *
 * @param version the version of the rules then
 * @param device which that was
 * @param at what held at that instant; empty where only a node of the version before told it. One that told it since has
 *        left an earlier instant, so that it may be told once more
 */
record Told(long version, Optional<UUID> device, Optional<Instant> at) {}
