package org.rollcall.backend.platform;

/** The paths by which phones send fixes all day long, of our own client and of others. */
final class FixPaths {

    private FixPaths() {
    }

    /**
     * Whether fixes are taken there.
     *
     * @param path may be null
     */
    static boolean take(String path) {
        return path != null && (path.endsWith("/me/fixes") || path.contains("/ingest/"));
    }
}
