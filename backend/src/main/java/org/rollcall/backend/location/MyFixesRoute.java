package org.rollcall.backend.location;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.access.RememberedPhones;
import org.rollcall.backend.platform.RouteOrder;
import org.rollcall.backend.platform.Timestamps;

/**
 * The short way of {@link MyFixesResource} for nearly all that comes there: a plain body of a phone whose token this node
 * has checked. REST costs three times what all the rest of a fix does (docs/benchmarks.md, intake). Whatever is not that
 * plain takes the long way, and both answer alike.
 */
@ApplicationScoped
class MyFixesRoute {

    private static final String PATH = "/api/v1/me/fixes";
    private static final String JSON = "application/json";
    private static final Set<String> JSON_TYPES = Set.of(JSON, "application/json; charset=utf-8",
            "application/json;charset=utf-8", "application/json; charset=UTF-8", "application/json;charset=UTF-8");
    private static final CharSequence ANSWER_TYPE = HttpHeaders.createOptimized("application/json;charset=UTF-8");
    private static final Set<String> TAKES_JSON = Set.of("*/*", JSON);

    /** A body as the long way constrains it. */
    private record Sent(@NotNull @Valid MyFixesResource.FixBatch batch) {}

    private final RememberedPhones phones;
    private final MyFixes fixes;
    private final Intake intake;
    private final PlainFixes plain;
    private final Validator validator;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    MyFixesRoute(RememberedPhones phones, MyFixes fixes, Intake intake, Validator validator, ObjectMapper json) {
        this.phones = phones;
        this.fixes = fixes;
        this.intake = intake;
        this.plain = new PlainFixes(json.getFactory(), MyFixesResource.MOST);
        this.validator = validator;
        this.reader = json.readerFor(MyFixesResource.FixBatch.class);
        this.writer = json.writerFor(MyFixesResource.FixReceipts.class);
    }

    void install(@Observes Router router) {
        router.post(PATH).order(RouteOrder.SHORT_WAY).handler(this::take);
    }

    private void take(RoutingContext context) {
        var request = context.request();
        var phone = phones.find(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (phone.isEmpty() || !isPlain(request)) {
            context.next();
            return;
        }
        request.body().onSuccess(body -> report(context, phone.get(), body))
                .onFailure(failure -> fail(context, failure));
        // Quarkus holds a request back until somebody reads it.
        request.resume();
    }

    private static boolean isPlain(HttpServerRequest request) {
        var headers = request.headers();
        var accept = headers.get(HttpHeaders.ACCEPT);
        var type = headers.get(HttpHeaders.CONTENT_TYPE);
        return type != null && JSON_TYPES.contains(type) && (accept == null || TAKES_JSON.contains(accept))
                && headers.contains(HttpHeaders.CONTENT_LENGTH) && !headers.contains(HttpHeaders.CONTENT_ENCODING)
                && !headers.contains(HttpHeaders.EXPECT);
    }

    private void report(RoutingContext context, EnrolledDevice phone, Buffer body) {
        byte[] bytes = body.getBytes();
        plain.find(bytes).ifPresentOrElse(read -> take(context, phone, read), () -> reportAny(context, phone, bytes));
    }

    /** Nothing in it is to be put aside: straight to intake, whose lane tells on its own thread. */
    private void take(RoutingContext context, EnrolledDevice phone, PlainFixes.Body body) {
        var sentAt = body.sentAt();
        var read = sentAt == null ? body.fixes() : body.fixes().stream().map(fix -> fix.sentAt(sentAt)).toList();
        var here = Vertx.currentContext();
        intake.take(phone, read, answer -> here.runOnContext(ignored -> answer(context, answer)),
                failure -> here.runOnContext(ignored -> fail(context, failure)));
    }

    private void reportAny(RoutingContext context, EnrolledDevice phone, byte[] body) {
        try {
            var batch = read(body);
            fixes.report(phone, batch.fixes(), Timestamps.given(batch.sentAt(), "sentAt")).subscribe()
                    .with(answer -> answer(context, answer), failure -> fail(context, failure));
        } catch (IOException | RuntimeException e) {
            fail(context, e);
        }
    }

    private MyFixesResource.FixBatch read(byte[] body) throws IOException {
        MyFixesResource.FixBatch batch = body.length == 0 ? null : reader.readValue(body);
        if (batch == null || !batch.isValid()) {
            throw new ConstraintViolationException(validator.validate(new Sent(batch)));
        }
        return batch;
    }

    /** Who has hung up gets no answer; what was not whole is not kept, what was is sent again and is a duplicate then. */
    private static void fail(RoutingContext context, Throwable failure) {
        if (!context.response().closed()) {
            context.fail(failure);
        }
    }

    private void answer(RoutingContext context, IntakeAnswer answer) {
        if (context.response().closed()) {
            return;
        }
        try {
            var text = AnswerText.of(answer);
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, ANSWER_TYPE)
                    .end(Buffer.buffer(text.isPresent()
                            ? text.get().getBytes(StandardCharsets.ISO_8859_1)
                            : writer.writeValueAsBytes(MyFixesResource.FixReceipts.of(answer))));
        } catch (JsonProcessingException e) {
            context.fail(e);
        }
    }
}
