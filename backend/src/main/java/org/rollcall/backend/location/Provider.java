package org.rollcall.backend.location;

/** What a phone found its place with, as far as the client says. */
public enum Provider {
    SATELLITE, NETWORK, FUSED
}
