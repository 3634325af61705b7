package org.rollcall.backend.platform;

/**
 * What a feature needs to keep for its own work, however short a period an administrator would set.
 *
 * @param dataClass the class of data, as in the register of processing
 * @param days for how many days at least
 */
public record RetentionFloor(String dataClass, int days) {}
