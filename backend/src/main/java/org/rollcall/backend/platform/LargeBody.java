package org.rollcall.backend.platform;

/**
 * An operation whose bodies may be larger than others', which reads them without keeping them in memory. A feature that
 * has one produces a bean of this.
 *
 * @param path the whole path, or the beginning of all paths below it, which ends with a slash
 * @param mostBytes how large
 * @param takesLong whether such a body may take its time to come
 */
public record LargeBody(String path, long mostBytes, boolean takesLong) {

    /** One that may take its time. */
    public LargeBody(String path, long mostBytes) {
        this(path, mostBytes, true);
    }
}
