package org.rollcall.backend.access;

import java.util.List;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * A phone that enrols.
 *
 * @param dialect null for NATIVE
 * @param publicKey of NATIVE and of no other
 * @param attestation what the phone's maker says of that key: certificates as base64 of DER, that of the key first; null
 *     where it says nothing
 */
public record EnrolmentRequest(@NotNull @Size(min = 1, max = 64) String code, Dialect dialect,
        @Valid PublicKeyJwk publicKey, @Size(min = 2, max = 10) List<@NotNull @Size(max = 8_192) String> attestation) {

    public EnrolmentRequest {
        attestation = attestation == null ? null : List.copyOf(attestation);
    }

    Dialect dialectOrNative() {
        return dialect == null ? Dialect.NATIVE : dialect;
    }

    /** @throws ProblemException INVALID, where it is missing, not wanted, or no key */
    Optional<DeviceKey> key() {
        if ((dialectOrNative() == Dialect.NATIVE) != (publicKey != null)) {
            throw new ProblemException(ProblemType.INVALID, "publicKey belongs to NATIVE and to no other.");
        }
        return Optional.ofNullable(publicKey).map(DeviceKey::of);
    }

    @Override
    public String toString() {
        return "EnrolmentRequest[dialect=" + dialect + "]";
    }
}
