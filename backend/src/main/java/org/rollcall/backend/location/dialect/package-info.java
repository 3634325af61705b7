/**
 * What other people's phone apps say, and the answers they need: bodies become canonical fixes by a whitelist of fields,
 * and nothing after this package knows which app sent them.
 *
 * <p>What is not on the whitelist is dropped before anything is stored. No client may lose data by an answer: what is
 * taken for good is answered as a success, everything else so that the client sends it again (CLIENTS section 8). One
 * table says what became of a request, and one class per dialect says it in the client's words. Nothing here stores or
 * judges a fix.
 */
package org.rollcall.backend.location.dialect;
