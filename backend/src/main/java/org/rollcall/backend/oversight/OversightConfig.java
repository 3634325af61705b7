package org.rollcall.backend.oversight;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the record of deeds and looks is sealed. */
@ConfigMapping(prefix = "rollcall.audit")
public interface OversightConfig {

    /** How often a node looks for entries of the record to seal, and for an anchor to make; {@code off} for never. */
    @WithDefault("10s")
    String sealEvery();

    /** The most entries in one batch, hence in one transaction. */
    @WithDefault("1000")
    @Min(1)
    @Max(10_000)
    int batch();

    /** How long after the last anchor the next is made: what the owner of the database could rewrite unnoticed is younger. */
    @WithDefault("24h")
    Duration anchorEvery();

    /**
     * Directory that each anchor of the record is written to, as a file of its own that is never changed: outside the
     * database, best on a disk that its operators cannot write to. Several nodes may share one. Unset for none.
     */
    Optional<Path> anchorDirectory();
}
