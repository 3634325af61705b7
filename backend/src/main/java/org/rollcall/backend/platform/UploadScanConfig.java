package org.rollcall.backend.platform;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who looks through uploaded files before anything else reads them. */
@ConfigMapping(prefix = "rollcall.uploads")
public interface UploadScanConfig {

    /** The host of a clamd that scans what is uploaded; where there is none, nothing is scanned. */
    Optional<String> clamdHost();

    /** The port of that clamd. */
    @WithDefault("3310")
    int clamdPort();

    /** How long one scan may take; then the upload is refused. */
    @WithDefault("60s")
    Duration scannedWithin();
}
