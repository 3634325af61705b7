package org.rollcall.backend.location.dialect;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.RestPath;
import org.rollcall.backend.access.DeviceCredentials;
import org.rollcall.backend.access.Dialect;

/**
 * Where Traccar Client and OsmAnd report to. The client's own id is guessable and means nothing; the word in the path is
 * the device's secret. It must not get into access logs, metrics or traces: see application.properties.
 */
@Path("/ingest/osmand/{token}")
public class OsmAndResource {

    private static final Answers ANSWERS = new OsmAndAnswers();
    private static final Reader READER = Reader.of(OsmAndReader::read);

    private final Ingest ingest;
    private final DeviceCredentials credentials;

    OsmAndResource(Ingest ingest, DeviceCredentials credentials) {
        this.ingest = ingest;
        this.credentials = credentials;
    }

    @POST
    @PermitAll
    public Uni<Response> take(@RestPath String token, @Context RoutingContext context) {
        var sent = SentBodies.of(context);
        return ingest.take(Dialect.TRACCAR, Uni.createFrom().deferred(() -> credentials.find(token, sent.from())), sent,
                READER, ANSWERS);
    }

    @GET
    @PermitAll
    public Uni<Response> takeQuery(@RestPath String token, @Context RoutingContext context) {
        return take(token, context);
    }
}
