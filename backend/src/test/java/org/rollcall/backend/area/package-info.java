/** Proves areas, their import and home areas, against the real database. */
package org.rollcall.backend.area;
