package org.rollcall.backend.access;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whose word counts for where a phone keeps its key. */
@ConfigMapping(prefix = "rollcall.attestation")
public interface AttestationConfig {

    /**
     * File with the certificates, as PEM, of the roots that attestations of Android keys must lead to: Google's, and those
     * of makers without Google. Without it nothing is attested.
     */
    Optional<Path> rootsFile();

    /** Whether our own client enrols only where at least the processor's trusted part keeps the key. */
    @WithDefault("false")
    boolean required();
}
