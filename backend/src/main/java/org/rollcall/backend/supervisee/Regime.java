package org.rollcall.backend.supervisee;

/** Whether somebody is treated as a minor: fixed when they are registered, and to the end (CCL 58). */
public enum Regime {
    ADULT, JUVENILE
}
