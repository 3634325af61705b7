package org.rollcall.backend.platform;

import java.io.InputStream;

/** Looks through an uploaded file before anything else reads it. For worker threads; thread-safe. */
public interface UploadScan {

    /**
     * Nothing, for a file that may be read.
     *
     * @throws ProblemException INVALID for a file that must not be; UNAVAILABLE where nobody can say, so that what was
     *         not scanned is never taken
     */
    void check(InputStream file);
}
