package org.rollcall.backend.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a browser is told with every answer, whoever writes it: to guess no types, to frame nothing, to tell nobody where it
 * came from, and to keep nothing, since nearly every answer is about somebody. An answer that says otherwise is left as it
 * is. Phones take no notice.
 */
@ApplicationScoped
class SecurityHeaders {

    /** Two years, as lists of browsers want it. */
    private static final String HSTS = "max-age=63072000; includeSubDomains";
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    /** Swagger UI begins with a script in its page, and paints with styles and images of its own. */
    private static final String DOCS = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none';"
            + " form-action 'none'";
    private static final String CONTRACT = "/api/v1/openapi";

    private final boolean encrypted;

    SecurityHeaders(@ConfigProperty(name = "rollcall.public-url") String publicUrl) {
        this.encrypted = publicUrl.startsWith("https:");
    }

    void install(@Observes Router router) {
        router.route().order(RouteOrder.HEADERS).handler(context -> {
            var request = context.request();
            var path = request.path();
            context.addHeadersEndHandler(now -> add(request, NOTHING,
                    path == null || !path.startsWith(CONTRACT)));
            context.next();
        });
    }

    void install(@Observes ManagementInterface management) {
        management.router().route().order(RouteOrder.HEADERS).handler(context -> {
            context.addHeadersEndHandler(now -> add(context.request(), DOCS, false));
            context.next();
        });
    }

    private void add(HttpServerRequest request, String policy, boolean aboutSomebody) {
        var response = request.response();
        addIfAbsent(response, "X-Content-Type-Options", "nosniff");
        addIfAbsent(response, "X-Frame-Options", "DENY");
        addIfAbsent(response, "Referrer-Policy", "no-referrer");
        addIfAbsent(response, "Content-Security-Policy", policy);
        if (aboutSomebody) {
            addIfAbsent(response, "Cache-Control", "no-store");
        }
        if (encrypted || request.isSSL()) {
            addIfAbsent(response, "Strict-Transport-Security", HSTS);
        }
    }

    private static void addIfAbsent(HttpServerResponse response, String name, String value) {
        if (!response.headers().contains(name)) {
            response.putHeader(name, value);
        }
    }
}
