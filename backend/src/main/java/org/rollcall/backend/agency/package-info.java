/**
 * The organisation: the tree of units, the accounts of staff and their posts.
 *
 * <p>Nothing here knows a supervisee, an area, a duty or an alert, and nobody signs in here. A unit never moves, a post is
 * never changed but ended, and an account is shut, never deleted: what was done stays somebody's. The tables of accounts
 * and posts are this package's to write; {@code access} reads them to know who asks.
 */
package org.rollcall.backend.agency;
