package org.rollcall.backend.access;

import java.security.cert.X509Certificate;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * What Android says of a key, in the certificate of that key (extension 1.3.6.1.4.1.11129.2.1.17): the level that vouches, the
 * challenge it was made for, and what the phone started from.
 *
 * @param level 0 the system, 1 the trusted part of the processor, 2 a chip of its own
 * @param locked whether the phone starts nothing but what is verified, as that level says; false where it says nothing
 */
record KeyDescription(int level, byte[] challenge, boolean locked) {

    private static final String EXTENSION = "1.3.6.1.4.1.11129.2.1.17";
    private static final int ATTESTATION_LEVEL = 1;
    private static final int KEY_LEVEL = 3;
    private static final int CHALLENGE = 4;
    private static final int ENFORCED_BY_HARDWARE = 7;
    private static final int ROOT_OF_TRUST = 704;
    private static final int DEVICE_LOCKED = 1;
    private static final int BOOT_STATE = 2;
    private static final int SELF_SIGNED = 1;

    static boolean isIn(X509Certificate certificate) {
        return certificate.getExtensionValue(EXTENSION) != null;
    }

    /** Empty where there is none, or it does not read as one. */
    static Optional<KeyDescription> find(X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(EXTENSION);
        if (value == null) {
            return Optional.empty();
        }
        try {
            var sequence = ASN1Sequence.getInstance(ASN1OctetString.getInstance(value).getOctets());
            // The key is no safer than who vouches for it.
            int level = Math.min(number(sequence, ATTESTATION_LEVEL), number(sequence, KEY_LEVEL));
            return Optional.of(new KeyDescription(level,
                    ASN1OctetString.getInstance(sequence.getObjectAt(CHALLENGE)).getOctets(),
                    isLocked(ASN1Sequence.getInstance(sequence.getObjectAt(ENFORCED_BY_HARDWARE)))));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static int number(ASN1Sequence sequence, int at) {
        return ASN1Enumerated.getInstance(sequence.getObjectAt(at)).intValueExact();
    }

    private static boolean isLocked(ASN1Sequence enforced) {
        for (var each : enforced) {
            var tagged = ASN1TaggedObject.getInstance(each);
            if (tagged.getTagNo() == ROOT_OF_TRUST) {
                var root = ASN1Sequence.getInstance(tagged, true);
                return ASN1Boolean.getInstance(root.getObjectAt(DEVICE_LOCKED)).isTrue()
                        && ASN1Enumerated.getInstance(root.getObjectAt(BOOT_STATE)).intValueExact() <= SELF_SIGNED;
            }
        }
        return false;
    }
}
