package org.rollcall.backend.platform;

import java.net.URI;

import org.jboss.resteasy.reactive.RestResponse;

/** The answer of a POST that made something with a place of its own. */
public final class Created {

    private Created() {
    }

    /**
     * 201 with {@code Location}.
     *
     * @param path where what was made is found, below the root of the API, without a slash before it
     * @param made what the answer shows
     */
    public static <T> RestResponse<T> at(String path, T made) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, made).location(URI.create(path))
                .build();
    }
}
