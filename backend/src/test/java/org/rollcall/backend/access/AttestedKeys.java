package org.rollcall.backend.access;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Certificates as a phone's maker would give them. */
final class AttestedKeys {

    private static final ASN1ObjectIdentifier ATTESTATION = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.1.17");
    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(
            new ASN1ObjectIdentifier("1.2.840.10045.4.3.2"));

    private AttestedKeys() {
    }

    /** What is said of a key that was made for that challenge, at that level, on a phone in that state of starting. */
    static Extension said(int level, byte[] challenge, boolean locked, int bootState) throws IOException {
        var root = new DERSequence(
                new ASN1Encodable[]{new DEROctetString(new byte[32]), ASN1Boolean.getInstance(locked),
                    new ASN1Enumerated(bootState), new DEROctetString(new byte[32])});
        var enforced = new DERSequence(new DERTaggedObject(true, 704, root));
        var description = new DERSequence(new ASN1Encodable[]{new ASN1Integer(4), new ASN1Enumerated(level),
            new ASN1Integer(41), new ASN1Enumerated(level), new DEROctetString(challenge),
            new DEROctetString(new byte[0]), new DERSequence(), enforced});
        return new Extension(ATTESTATION, false, description.getEncoded());
    }

    /** A certificate of the key, by whoever has the issuer's. */
    static String certificate(String name, PublicKey key, String issuer, KeyPair by, Instant until,
            Extension extension) {
        try {
            var draft = new V3TBSCertificateGenerator();
            draft.setSerialNumber(new ASN1Integer(BigInteger.ONE));
            draft.setSignature(ECDSA);
            draft.setIssuer(new X500Name("CN=" + issuer));
            draft.setSubject(new X500Name("CN=" + name));
            draft.setStartDate(new Time(Date.from(until.minus(Duration.ofDays(30)))));
            draft.setEndDate(new Time(Date.from(until)));
            draft.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
            if (extension != null) {
                draft.setExtensions(new Extensions(extension));
            }
            var content = draft.generateTBSCertificate();
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(by.getPrivate());
            signature.update(content.getEncoded());
            var parts = new ASN1EncodableVector();
            parts.add(content);
            parts.add(ECDSA);
            parts.add(new DERBitString(signature.sign()));
            return Base64.getEncoder().encodeToString(new DERSequence(parts).getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
