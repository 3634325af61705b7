package org.rollcall.backend.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Judges what phones say of where their keys are kept. Thread-safe. */
@ApplicationScoped
class Attestations {

    private final Optional<Set<List<Byte>>> roots;
    private final boolean required;
    private final Clock clock;

    /** @throws IllegalStateException if the roots cannot be read, or are asked for and not named */
    Attestations(AttestationConfig config, Clock clock) {
        this.roots = config.rootsFile().map(Attestations::read);
        this.required = config.required();
        this.clock = clock;
        if (required && roots.isEmpty()) {
            throw new IllegalStateException("rollcall.attestation.required needs rollcall.attestation.roots-file");
        }
    }

    /** What is wrong ends the start, and not the first enrolment. */
    void start(@Observes StartupEvent event) {
        // Made by now.
    }

    /**
     * What keeps the key of a phone that enrols. Where no roots are trusted, nothing is looked at.
     *
     * @throws ProblemException INVALID, for an attestation that is false, and for one that is missing or too weak where it
     *         is required
     */
    Attestation of(EnrolmentRequest request, Optional<DeviceKey> key) {
        var kept = roots.isEmpty() || request.attestation() == null || key.isEmpty()
                ? Attestation.NONE
                : judge(request, key.get());
        if (required && key.isPresent() && kept.compareTo(Attestation.TRUSTED_ENVIRONMENT) < 0) {
            throw new ProblemException(ProblemType.INVALID,
                    "The phone's key must be kept by its hardware, and attested.");
        }
        return kept;
    }

    private Attestation judge(EnrolmentRequest request, DeviceKey key) {
        try {
            // What the officer showed once, so that an attestation of before is of no use.
            byte[] challenge = CodeWord.parse(request.code()).map(CodeWord::hash)
                    .orElseThrow(ProblemException::notFound);
            return AttestationChain.of(request.attestation()).of(roots.get(), key.encoded(), challenge,
                    clock.instant());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID, "attestation: " + e.getMessage() + ".");
        }
    }

    private static Set<List<Byte>> read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(root -> AttestationChain.bytes(root.getPublicKey().getEncoded()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("rollcall.attestation.roots-file holds no certificates that can be read");
        }
    }
}
