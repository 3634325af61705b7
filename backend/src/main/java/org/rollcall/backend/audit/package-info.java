/**
 * What was done and looked at, by whom and why: rows that are added in the transaction of what they record.
 *
 * <p>Posts, session, device and what a write changed are filled by the database (V31, R__changes.sql), so that no operation
 * can forget them. How the rows are sealed, verified and asked is of {@code oversight}.
 *
 * <p>Nothing here decides who may do a thing, and no row is ever changed. A row holds ids, codes and counts; no name, no
 * place, no secret.
 */
package org.rollcall.backend.audit;
