package org.rollcall.backend.location.dialect;

import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.rollcall.backend.access.DeviceCredentials;
import org.rollcall.backend.access.Dialect;

/**
 * Where apps report to that are built on the background-geolocation SDK. They send an access token that they renew when
 * they hear 401; it lets in their fixes and nothing else.
 */
@Path("/ingest/transistorsoft")
public class TransistorsoftResource {

    private static final Answers ANSWERS = new TransistorsoftAnswers();
    private static final Reader READER = Reader.of(TransistorsoftReader::read);

    private final Ingest ingest;
    private final DeviceCredentials credentials;

    TransistorsoftResource(Ingest ingest, DeviceCredentials credentials) {
        this.ingest = ingest;
        this.credentials = credentials;
    }

    @POST
    @PermitAll
    public Uni<Response> take(@Context RoutingContext context) {
        var token = BearerCredentials.of(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        var sent = SentBodies.of(context);
        return ingest.take(Dialect.TRANSISTORSOFT,
                Uni.createFrom().deferred(() -> token.map(word -> credentials.findByToken(word, sent.from()))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))),
                sent, READER, ANSWERS);
    }
}
