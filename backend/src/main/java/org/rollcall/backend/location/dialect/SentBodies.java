package org.rollcall.backend.location.dialect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.rollcall.backend.platform.ProblemException;

/**
 * Reads what foreign clients send before anything else may refuse it: an odd content type, charset, Accept header or size
 * would be answered 4xx, and there are clients that delete what was answered so. Of a body that is too large the
 * beginning is kept; memory is bounded.
 */
@ApplicationScoped
class SentBodies {

    /** No message of these clients is larger; pictures and exported settings may be, and are of no use to us. */
    static final int MOST_BYTES = 256 * 1024;
    /** So much is read to its end, so that the client hears the answer; then the connection is closed. */
    static final int MOST_BYTES_DRAINED = 16 * 1024 * 1024;

    private static final String KEY = SentBodies.class.getName();
    private static final String PATHS = "/ingest/";
    private static final int BEFORE_ALL_OTHERS = 1_000;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:-]{1,40})");

    void register(@Observes Filters filters) {
        filters.register(SentBodies::read, BEFORE_ALL_OTHERS);
    }

    /** What was read of this request. */
    static SentBody of(RoutingContext context) {
        SentBody sent = context.get(KEY);
        if (sent == null) {
            // A path so spelt that only the router knew it.
            throw ProblemException.notFound();
        }
        return sent;
    }

    private static void read(RoutingContext context) {
        var request = context.request();
        if (request.path() == null || !request.path().contains(PATHS)) {
            context.next();
            return;
        }
        var reading = new Reading(context);
        request.handler(reading::add).endHandler(end -> reading.goOn());
        // A client that hangs up gets no answer, and nothing of what it began is kept.
    }

    private static final class Reading {

        private final RoutingContext context;
        private final Buffer read = Buffer.buffer();
        private long seen;
        private boolean gone;

        Reading(RoutingContext context) {
            this.context = context;
        }

        void add(Buffer chunk) {
            seen += chunk.length();
            int room = MOST_BYTES - read.length();
            if (room > 0) {
                read.appendBuffer(chunk.length() <= room ? chunk : chunk.slice(0, room));
            }
            if (seen > MOST_BYTES_DRAINED && !gone) {
                context.response().putHeader(HttpHeaders.CONNECTION, "close");
                goOn();
            }
        }

        void goOn() {
            if (gone) {
                return;
            }
            gone = true;
            var request = context.request();
            var query = request.query();
            context.put(KEY, new SentBody(query == null ? "" : query, read.getBytes(), seen > MOST_BYTES,
                    charset(request.getHeader(HttpHeaders.CONTENT_TYPE))));
            // Whoever comes next sees a request without a body that takes any answer.
            request.headers().remove(HttpHeaders.CONTENT_TYPE).remove(HttpHeaders.CONTENT_LENGTH)
                    .remove(HttpHeaders.TRANSFER_ENCODING).remove(HttpHeaders.ACCEPT);
            context.next();
        }
    }

    static Charset charset(String contentType) {
        var found = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            return found.find() ? Charset.forName(found.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
