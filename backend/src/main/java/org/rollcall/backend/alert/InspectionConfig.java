package org.rollcall.backend.alert;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** From when on an alert that nobody has looked at is shown to prosecutors. */
@ConfigMapping(prefix = "rollcall.inspection")
public interface InspectionConfig {

    /** How long a critical alert may lie unread. */
    @WithDefault("1h")
    Duration unreadCritical();

    /** How long a warning may. */
    @WithDefault("24h")
    Duration unreadWarning();

    /** How long what only informs may. */
    @WithDefault("72h")
    Duration unreadInformation();
}
