/**
 * What wants a person: opening alerts, attaching evidence to them, their handling, and the outbox that tells people.
 *
 * <p>A push: {@link org.rollcall.backend.alert.Outbox} writes it in the transaction of the fact, a worker on any node
 * leases it, sends it outside any transaction, and records what became of it on each phone. A row ends SENT,
 * NO_REGISTRATION, EXPIRED or DEAD, or waits for its next attempt; the inbox shows it whatever became of it.
 *
 * <p>Nothing here judges a fix or a duty: other features bring causes and call it in their own transaction. No finding
 * is made by software, no name or place goes into a message, and nothing is sent inside a transaction. Of other
 * features' tables it reads the name of a person and the tree of units beside its alerts ({@code AlertQuery},
 * {@code AlertReads}: one statement, whose plan is held by a test), the person's unit and the posts above it
 * ({@code AlertRows}, {@code Recipients}: both must be read in the transaction that opens the alert), and whether the
 * account of a message is disabled ({@code OutboxLeases}, in the statement that leases it).
 */
package org.rollcall.backend.alert;
