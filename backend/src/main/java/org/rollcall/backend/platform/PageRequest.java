package org.rollcall.backend.platform;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which page of a list is asked for. Pages are cut by the key of the last item, never by an offset: it costs the same
 * wherever the page lies, and what is added meanwhile neither hides nor doubles an item.
 *
 * <p>A query fetches {@link #fetch()} rows behind the cursor, and {@link #page} makes the page of them.
 *
 * @param limit the most items, 1 to 200
 * @param after the last item of the page before; empty for the first page
 */
public record PageRequest(int limit, Optional<Cursor> after) {

    /** The most items in one page. */
    public static final int MOST = 200;
    /** How many items a page has if nobody says. */
    public static final int USUAL = 50;

    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is 1 to " + MOST);
        }
    }

    /**
     * Of the query parameters {@code limit} and {@code after}, as they came; null where they did not.
     *
     * @throws ProblemException INVALID, if they are not what they should be
     */
    public static PageRequest of(String limit, String after) {
        try {
            return new PageRequest(limit == null ? USUAL : Integer.parseInt(limit),
                    Optional.ofNullable(after).map(Cursor::of));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID,
                    "limit is 1 to " + MOST + ", and after is the next of the page before.");
        }
    }

    /** How many rows to fetch: one more than the page holds, which tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    /** The cursor of a list that is ordered by id; null for the first page. */
    public Cursor.ById afterId() {
        return after(Cursor.ById.class);
    }

    /** The cursor of a list that is ordered by an instant, then by id; null for the first page. */
    public Cursor.ByInstant afterInstant() {
        return after(Cursor.ByInstant.class);
    }

    private <C extends Cursor> C after(Class<C> type) {
        return after.map(cursor -> {
            if (!type.isInstance(cursor)) {
                throw new ProblemException(ProblemType.INVALID, "after is from another list.");
            }
            return type.cast(cursor);
        }).orElse(null);
    }

    /** The page of what a query fetched. */
    public <T> Page<T> page(List<T> fetched, Function<T, Cursor> cursorOf) {
        if (fetched.size() <= limit) {
            return new Page<>(fetched, null);
        }
        return new Page<>(fetched.subList(0, limit), cursorOf.apply(fetched.get(limit - 1)).word());
    }
}
