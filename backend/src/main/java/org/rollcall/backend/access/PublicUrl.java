package org.rollcall.backend.access;

import java.net.URI;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where phones find this server. The program does not start with one that no phone could use. */
@Singleton
@Startup
class PublicUrl {

    private final String url;

    PublicUrl(@ConfigProperty(name = "rollcall.public-url") String configured) {
        url = checked(configured);
    }

    /** Without a slash at its end. */
    String value() {
        return url;
    }

    static String checked(String configured) {
        try {
            var uri = URI.create(configured);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
                    && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null) {
                return configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalStateException("rollcall.public-url is no address like https://rollcall.example");
    }
}
