package org.rollcall.backend.access;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Certificates from that of a key to one of a maker. What they say counts only if each vouches for the one before it, none
 * has ended, and the last is of a root that is trusted.
 */
final class AttestationChain {

    private static final int TRUSTED_PART = 1;
    private static final int OWN_CHIP = 2;

    private final List<X509Certificate> certificates;

    private AttestationChain(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /**
     * @param encoded each as base64 of DER, that of the key first
     * @throws IllegalArgumentException if one is no certificate
     */
    static AttestationChain of(List<String> encoded) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var certificates = new ArrayList<X509Certificate>();
            for (var each : encoded) {
                certificates.add((X509Certificate) factory
                        .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(each))));
            }
            return new AttestationChain(certificates);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no certificate", e);
        }
    }

    /**
     * What keeps the key.
     *
     * @param roots the public keys of trusted roots, encoded
     * @param key whose attestation it must be
     * @param challenge for which the key must have been made, so that no attestation serves twice
     * @throws IllegalArgumentException if it is none of that key, of that challenge, or of a root that is trusted
     */
    Attestation of(Set<List<Byte>> roots, byte[] key, byte[] challenge, Instant now) {
        if (certificates.isEmpty() || !MessageDigest.isEqual(certificates.get(0).getPublicKey().getEncoded(), key)) {
            throw new IllegalArgumentException("the attestation is of another key");
        }
        requireWhole(now);
        if (!roots.contains(bytes(certificates.get(certificates.size() - 1).getPublicKey().getEncoded()))) {
            throw new IllegalArgumentException("the attestation leads to no root that is trusted");
        }
        // Who holds an attested key could let it vouch for another, and say of that what it likes.
        if (certificates.stream().skip(1).anyMatch(KeyDescription::isIn)) {
            throw new IllegalArgumentException("the attestation is of a key that an attested key vouches for");
        }
        var said = KeyDescription.find(certificates.get(0))
                .orElseThrow(() -> new IllegalArgumentException("the certificate attests nothing"));
        if (!MessageDigest.isEqual(said.challenge(), challenge)) {
            throw new IllegalArgumentException("the attestation was made for another code");
        }
        if (said.level() < TRUSTED_PART || !said.locked()) {
            return Attestation.SOFTWARE;
        }
        return said.level() == OWN_CHIP ? Attestation.STRONGBOX : Attestation.TRUSTED_ENVIRONMENT;
    }

    private void requireWhole(Instant now) {
        try {
            for (int i = 0; i < certificates.size(); i++) {
                certificates.get(i).checkValidity(Date.from(now));
                var issuer = certificates.get(Math.min(i + 1, certificates.size() - 1));
                certificates.get(i).verify(issuer.getPublicKey());
                if (!certificates.get(i).getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                    throw new IllegalArgumentException("the chain is broken");
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the chain is broken", e);
        }
    }

    /** As something that sets can hold. */
    static List<Byte> bytes(byte[] array) {
        var list = new ArrayList<Byte>(array.length);
        for (byte each : array) {
            list.add(each);
        }
        return List.copyOf(list);
    }
}
