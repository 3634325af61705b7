package org.rollcall.backend.location.dialect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.rollcall.backend.platform.Callers;
import org.rollcall.backend.platform.Problem;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Reads what foreign clients send before anything else may refuse it: an odd content type, charset, Accept header or size
 * would be answered 4xx, and there are clients that delete what was answered so. Of a body that is too large the
 * beginning is kept; memory is bounded.
 */
@ApplicationScoped
class SentBodies {

    /** No single message is larger; pictures and exported settings may be, and are of no use to us. */
    static final int MOST_BYTES = 256 * 1024;
    /** Of those who send many at once: 1,000 points of Overland are 600 kB. */
    static final int MOST_BYTES_OF_A_BATCH = 2 * 1024 * 1024;
    /** So much is read to its end, so that the client hears the answer; then the connection is closed. */
    static final int MOST_BYTES_DRAINED = 16 * 1024 * 1024;

    private static final String KEY = SentBodies.class.getName();
    private static final String PATHS = "/ingest/";
    private static final Pattern BATCHES = Pattern.compile(".*/ingest/+(overland|transistorsoft)/*");
    private static final int BEFORE_ALL_OTHERS = 1_000;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:-]{1,40})");

    private final BodyMemory memory;
    private final Callers callers;
    private final Buffer refusal;

    SentBodies(BodyMemory memory, Callers callers, ObjectMapper json) throws JsonProcessingException {
        this.memory = memory;
        this.callers = callers;
        this.refusal = Buffer
                .buffer(json.writeValueAsBytes(Problem.of(ProblemType.UNAVAILABLE, "Send it again later.")));
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, BEFORE_ALL_OTHERS);
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

    private void read(RoutingContext context) {
        var request = context.request();
        if (request.path() == null || !request.path().contains(PATHS)) {
            context.next();
            return;
        }
        var reading = new Reading(context, callers.network(request), memory, refusal,
                BATCHES.matcher(request.path()).matches() ? MOST_BYTES_OF_A_BATCH : MOST_BYTES);
        context.addEndHandler(end -> reading.giveBack());
        request.handler(reading::add).endHandler(end -> reading.goOn());
        // A client that hangs up gets no answer, and nothing of what it began is kept.
    }

    private static final class Reading {

        private final RoutingContext context;
        private final String from;
        private final BodyMemory memory;
        private final Buffer refusal;
        private final int most;
        private final Buffer read = Buffer.buffer();
        private long seen;
        private long held;
        private boolean gone;
        private boolean over;
        private boolean ending;

        Reading(RoutingContext context, String from, BodyMemory memory, Buffer refusal, int most) {
            this.context = context;
            this.from = from;
            this.memory = memory;
            this.refusal = refusal;
            this.most = most;
        }

        void add(Buffer chunk) {
            seen += chunk.length();
            int room = gone ? 0 : Math.min(most - read.length(), chunk.length());
            if (room > 0) {
                if (!hold(room)) {
                    return;
                }
                read.appendBuffer(room == chunk.length() ? chunk : chunk.slice(0, room));
            }
            if (seen > MOST_BYTES_DRAINED && !ending) {
                ending = true;
                hangUpOnceAnswered();
            }
        }

        /** The rest of the body may have no end. */
        private void hangUpOnceAnswered() {
            var connection = context.request().connection();
            if (context.response().ended()) {
                connection.close();
                return;
            }
            context.addEndHandler(end -> connection.close());
            if (!gone) {
                context.response().putHeader(HttpHeaders.CONNECTION, "close");
                goOn();
            }
        }

        /** Whether there is memory for so many bytes; else it is refused. */
        private boolean hold(int bytes) {
            if (memory.take(from, bytes)) {
                held += bytes;
                return true;
            }
            refuse();
            return false;
        }

        /** When the answer is out, or nobody is there any more to hear it. */
        void giveBack() {
            if (!over) {
                over = true;
                gone = true;
                memory.giveBack(from, held);
            }
        }

        private void refuse() {
            gone = true;
            context.response().putHeader(HttpHeaders.CONNECTION, "close")
                    .setStatusCode(ProblemType.UNAVAILABLE.status())
                    .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Refusals.RETRY_AFTER.toSeconds()))
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE).end(refusal);
        }

        void goOn() {
            if (gone || context.response().ended()) {
                return;
            }
            gone = true;
            var request = context.request();
            var query = request.query();
            boolean cut = seen > most;
            var body = cut
                    ? new Inflated(read.getBytes(), true)
                    : Inflated.of(request.getHeader(HttpHeaders.CONTENT_ENCODING), read.getBytes(), most);
            // What it became takes memory as well as what came.
            if (!hold(Math.max(0, body.bytes().length - read.length()))) {
                return;
            }
            context.put(KEY, new SentBody(from, query == null ? "" : query, body.bytes(), body.cut(),
                    charset(request.getHeader(HttpHeaders.CONTENT_TYPE))));
            // Whoever comes next sees a request without a body that takes any answer.
            request.headers().remove(HttpHeaders.CONTENT_TYPE).remove(HttpHeaders.CONTENT_LENGTH)
                    .remove(HttpHeaders.TRANSFER_ENCODING).remove(HttpHeaders.CONTENT_ENCODING)
                    .remove(HttpHeaders.ACCEPT);
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
