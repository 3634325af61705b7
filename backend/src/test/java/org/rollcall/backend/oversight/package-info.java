/** Attacks on the record, done as the owner of the database, and what an inspector is told of it. */
package org.rollcall.backend.oversight;
