package org.rollcall.backend.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What a browser is told with every answer, whoever writes it: to guess no types, to frame nothing, to tell nobody where it
 * came from, and to keep nothing, since nearly every answer is about somebody. An answer that says otherwise is left as it
 * is. Phones take no notice; what answers their fixes is not taken for a page by anybody, and leaves out the 160 bytes
 * that are about pages: phones receive them all day, and pay for them.
 */
@ApplicationScoped
class SecurityHeaders {

    // Made once: they go with every answer, and what is a string is hashed and turned into bytes each time.
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence FRAME_OPTIONS = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence CONTENT_SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence STRICT_TRANSPORT_SECURITY = HttpHeaders
            .createOptimized("Strict-Transport-Security");
    /** Two years, as lists of browsers want it. */
    private static final CharSequence HSTS = HttpHeaders.createOptimized("max-age=63072000; includeSubDomains");
    private static final CharSequence NOTHING = HttpHeaders.createOptimized(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    /** Swagger UI begins with a script in its page, and paints with styles and images of its own. */
    private static final CharSequence DOCS = HttpHeaders.createOptimized("default-src 'none'; script-src 'self'"
            + " 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self';"
            + " font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
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

    private void add(HttpServerRequest request, CharSequence policy, boolean aboutSomebody) {
        var response = request.response();
        addIfAbsent(response, CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (!FixPaths.take(request.path())) {
            addIfAbsent(response, FRAME_OPTIONS, DENY);
            addIfAbsent(response, REFERRER_POLICY, NO_REFERRER);
            addIfAbsent(response, CONTENT_SECURITY_POLICY, policy);
        }
        if (aboutSomebody) {
            addIfAbsent(response, HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
        if (encrypted || request.connection().isSsl()) {
            addIfAbsent(response, STRICT_TRANSPORT_SECURITY, HSTS);
        }
    }

    private static void addIfAbsent(HttpServerResponse response, CharSequence name, CharSequence value) {
        if (!response.headers().contains(name)) {
            response.putHeader(name, value);
        }
    }
}
