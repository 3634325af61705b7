package org.rollcall.backend.access;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** A phone's public key: a point of the curve P-256. */
record DeviceKey(ECPublicKey key) {

    private static final ECParameterSpec P256 = p256();

    DeviceKey {
        if (!isOnCurve(key.getW())) {
            throw new IllegalArgumentException("the point is not on the curve");
        }
    }

    /** @throws ProblemException INVALID, if it is no point of the curve */
    static DeviceKey of(PublicKeyJwk jwk) {
        var point = new ECPoint(number(jwk.x()), number(jwk.y()));
        try {
            return new DeviceKey(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID, "publicKey is no point of the curve P-256.");
        }
    }

    /** As {@link #encoded()} gave it. */
    static DeviceKey of(byte[] encoded) {
        try {
            return new DeviceKey(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no P-256 key is stored there", e);
        }
    }

    /** As SubjectPublicKeyInfo. */
    byte[] encoded() {
        return key.getEncoded();
    }

    // The JDK takes points that are not, and what is computed with them may tell secrets or prove nothing.
    private static boolean isOnCurve(ECPoint point) {
        var curve = P256.getCurve();
        var p = ((ECFieldFp) curve.getField()).getP();
        var x = point.getAffineX();
        var y = point.getAffineY();
        if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        return y.multiply(y).mod(p).equals(right);
    }

    private static BigInteger number(String word) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(word));
    }

    private static ECParameterSpec p256() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
