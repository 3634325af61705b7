/**
 * Where people's devices were: client dialects, intake, fixes, standings, trajectories, and the quarantine of what could
 * not be read.
 *
 * <p>What judges a fix is the kernel's; nothing here decides what a fix means. Nothing is kept, quarantined or logged from
 * outside a collection period. No place, no name, no secret of a device goes into a log line, a metric or a message. The
 * quarantine reads a device's owner, collection periods and orders, in the transaction that keeps a body, in one class;
 * what a phone says of its health is kept likewise, in one class; a look at a trajectory reads whether its person is in
 * scope, in the transaction that reads the fixes, in one class; judging reads a person's zone, in one class, with the
 * policies; a search by place reads who is in scope and no minor, in one class; what changes when somebody
 * is to be looked at is noted where the watch looks (watch_due), in two classes. What is kept of old fixes is copied by steps
 * of the schema, which read what alerts name.
 */
package org.rollcall.backend.location;
