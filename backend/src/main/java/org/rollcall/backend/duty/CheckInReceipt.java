package org.rollcall.backend.duty;

import org.rollcall.backend.location.BurstRequest;
import org.rollcall.backend.location.Receipt;

/**
 * What became of a check-in, as it goes over the wire.
 *
 * @param burst what the phone should send at once; null, hence absent, where nothing is
 */
public record CheckInReceipt(Slot slot, Receipt fix, BurstRequest burst) {}
