/**
 * Proves that the database itself refuses what the rules forbid. Nothing here goes through the application.
 */
package org.rollcall.backend.schema;
