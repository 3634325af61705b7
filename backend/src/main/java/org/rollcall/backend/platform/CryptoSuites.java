package org.rollcall.backend.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The suites there are, and the one that is configured. */
public final class CryptoSuites {

    /** AES-256, HMAC-SHA-256, SHA-256, by the JDK. */
    public static final CryptoSuite INTERNATIONAL = new JcaSuite("AES-256-GCM", null, "AES", 32,
            "HmacSHA256", "SHA-256");
    /** SM4, HMAC-SM3, SM3 (GB/T 32907, GB/T 32905), by Bouncy Castle. */
    public static final CryptoSuite SM = new JcaSuite("SM4-GCM", new BouncyCastleProvider(), "SM4", 16, "HMACSM3",
            "SM3");

    /** Which of them. */
    enum Name {
        INTERNATIONAL, SM
    }

    /** By what data at rest are sealed. */
    @ConfigMapping(prefix = "rollcall.crypto")
    interface Config {

        /**
         * {@code international} (AES-256-GCM, HMAC-SHA-256) or {@code sm} (SM4-GCM, HMAC-SM3). Chosen once, before the first
         * start: keys that were stored under one do not open under the other.
         */
        @WithDefault("international")
        Name suite();
    }

    @Produces
    @ApplicationScoped
    CryptoSuite suite(Config config) {
        return of(config.suite());
    }

    static CryptoSuite of(Name name) {
        return switch (name) {
            case INTERNATIONAL -> INTERNATIONAL;
            case SM -> SM;
        };
    }
}
