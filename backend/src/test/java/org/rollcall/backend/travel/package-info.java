/** Proves permissions and the rules they become, against the real database. */
package org.rollcall.backend.travel;
