package org.rollcall.backend.location;

import java.util.UUID;

import org.rollcall.backend.access.DeviceKind;

/** Whose standing: there is one for each person and kind of device. */
record StandingKey(UUID person, DeviceKind kind) {}
