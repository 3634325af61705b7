/** Proves the rules of the register, through the API where there is one, against the real database. */
package org.rollcall.backend.supervisee;
