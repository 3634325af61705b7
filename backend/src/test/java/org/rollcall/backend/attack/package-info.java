/**
 * Attempts to break in, each of which must fail, and must succeed once its defence is taken away: so that the attempt is
 * known to bite.
 *
 * <p>A defence is taken away for one test and never by configuration that production has: by a double in which one rule is
 * missing ({@code Defences…} of {@code access}), by a weaker function of the database ({@link
 * org.rollcall.backend.attack.WeakDatabase}), or without row-level security. Where the defence is that something is not
 * there at all, a naive server is attacked in the place of ours ({@link org.rollcall.backend.attack.Naive}, {@link
 * org.rollcall.backend.attack.KeysOfTokens}). Where many cases have one defence, as the reader of JSON that refuses
 * unknown properties, it is taken away once.
 */
package org.rollcall.backend.attack;
