package org.rollcall.backend.location.dialect;

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

/** Where the OwnTracks apps report to. They say who they are by Basic authentication. */
@Path("/ingest/owntracks")
public class OwnTracksResource {

    private final Ingest ingest;
    private final OwnTracksOpening reader;
    private final DeviceCredentials credentials;

    OwnTracksResource(Ingest ingest, OwnTracksOpening reader, DeviceCredentials credentials) {
        this.ingest = ingest;
        this.reader = reader;
        this.credentials = credentials;
    }

    @POST
    @PermitAll
    public Uni<Response> take(@Context RoutingContext context) {
        var basic = BasicCredentials.of(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        var answers = new OwnTracksAnswers(basic.isPresent() && basic.get().userName().isEmpty());
        var sent = SentBodies.of(context);
        return ingest.take(Dialect.OWNTRACKS,
                Uni.createFrom().deferred(() -> BasicCredentials.find(credentials, basic, sent.from())), sent, reader,
                answers);
    }
}
