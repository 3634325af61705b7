package org.rollcall.backend.duty;

import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.location.BurstRequest;
import org.rollcall.backend.location.Receipt;

/**
 * What became of a check-in, as it goes over the wire.
 *
 * @param burst what the phone should send at once; null, hence absent, where nothing is
 * @param collection how the phone should report from now on; null, hence absent, where nothing may be collected
 */
public record CheckInReceipt(Slot slot, Receipt fix, BurstRequest burst, CollectionAdvice collection) {}
