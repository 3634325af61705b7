package org.rollcall.backend.alert;

import java.time.Instant;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/** A line that software adds to an alert's history. */
record Entry(UUID alert, EntryKind kind, Instant at, JsonObject fact) {}
