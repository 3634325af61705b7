package org.rollcall.backend.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;

/** Requests from a loopback address that no other test has, for what is counted by address. */
public final class Origin {

    private Origin() {
    }

    /** A configuration for {@code given().config(...)}: all requests with it come from one address. */
    public static RestAssuredConfig fresh() {
        var random = ThreadLocalRandom.current();
        try {
            var address = InetAddress.getByAddress(new byte[]{127, (byte) random.nextInt(1, 255),
                (byte) random.nextInt(1, 255), (byte) random.nextInt(1, 255)});
            return RestAssuredConfig.config()
                    .httpClient(HttpClientConfig.httpClientConfig().setParam("http.route.local-address", address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
