package org.rollcall.backend.supervisee;

import java.time.Instant;

/**
 * When the person was taken in.
 *
 * @param at null for now
 */
public record IntakeRequest(Instant at) {}
