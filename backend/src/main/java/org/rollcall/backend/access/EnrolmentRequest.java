package org.rollcall.backend.access;

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
 */
public record EnrolmentRequest(@NotNull @Size(min = 1, max = 64) String code, Dialect dialect,
        @Valid PublicKeyJwk publicKey) {

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
