/**
 * What makes the record of {@code audit} worth something to an inspector: it is sealed into a chain of batches, anchored
 * outside the database, verified, and asked.
 *
 * <p>Nothing here adds a deed but its own looks at the record, and nothing changes or removes a row: there is no statement
 * here but inserts and selects. What is decided about a person is of the features that decide it.
 */
package org.rollcall.backend.oversight;
