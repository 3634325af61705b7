package org.rollcall.backend.platform;

import java.net.URI;
import java.net.URISyntaxException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses what is no address, before anything else is asked: a bare status, and no body at all. Quarkus would do the same
 * for every path; it is told not to (see Main), since apps of others write queries that no standard allows, and data would
 * be lost by refusing them.
 */
@ApplicationScoped
class Addresses {

    private static final String READ_AS_FAR_AS_THEY_GO = "/ingest/";

    void install(@Observes Router router) {
        router.route().order(RouteOrder.ADDRESS).handler(this::check);
    }

    private void check(RoutingContext context) {
        var uri = context.request().uri();
        if (isAddress(uri) || uri.contains(READ_AS_FAR_AS_THEY_GO) && isAddress(context.request().path())) {
            context.next();
        } else {
            var connection = context.request().connection();
            context.response().setStatusCode(ProblemType.MALFORMED.status()).putHeader("Connection", "close").end()
                    .onComplete(sent -> connection.close());
        }
    }

    private static boolean isAddress(String text) {
        return isPlain(text) || isUri(text);
    }

    /** Of nothing else than what stands in a path without meaning, as nearly all paths are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-'
                    || c == '/' && (i == 0 || text.charAt(i - 1) != '/'))) {
                return false;
            }
        }
        return !text.isEmpty() && text.charAt(0) == '/';
    }

    private static boolean isUri(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
