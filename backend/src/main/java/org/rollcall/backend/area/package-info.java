/**
 * Where people may be: boundaries and circles with their versions, their import, and whose home they are.
 *
 * <p>A version is never changed: a newer one takes over from its beginning on, and is believed from when it was entered.
 * A home area is never overwritten either. Nothing here judges a fix, and nothing here knows a permission: what changes
 * when a boundary does is found by one function of the database, across features and scopes.
 */
package org.rollcall.backend.area;
