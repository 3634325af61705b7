package org.rollcall.backend.platform;

import java.util.List;

/**
 * One page of a list, as it goes over the wire.
 *
 * @param items what it holds, in the list's order
 * @param next what the client sends as {@code after} to get what follows; null, hence absent, at the end
 */
public record Page<T>(List<T> items, String next) {

    public Page {
        items = List.copyOf(items);
    }
}
