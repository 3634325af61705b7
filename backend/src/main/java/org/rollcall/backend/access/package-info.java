/**
 * Who somebody is and what they may do: accounts, sign-in, tokens, keys, the data scope.
 *
 * <p>Nothing here knows what the data are about. No secret is logged, and no other package reads a password, a key or a
 * token.
 */
package org.rollcall.backend.access;
