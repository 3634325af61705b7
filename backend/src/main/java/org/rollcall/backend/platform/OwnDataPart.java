package org.rollcall.backend.platform;

/**
 * One kind of what is kept about somebody under supervision, for that person to have (PIPL 45). Each feature says what it
 * has; the reader runs in that person's own scope, so that no part can show anybody else's.
 *
 * @param name what each item is called
 * @param sql of the person ($1), the key after which to go on ($2, a text; null at the beginning) and how many ($3): rows
 *     of {@code key}, a text, and {@code item}, an object of JSON, in the order of the keys
 */
public record OwnDataPart(String name, String sql) {}
