package org.rollcall.backend.duty;

import java.time.Instant;
import java.util.UUID;

/** A monthly report that was handed in, with the slot that it fills. */
public record Report(UUID id, Instant submittedAt, Slot slot, ReportHeadings headings) {}
