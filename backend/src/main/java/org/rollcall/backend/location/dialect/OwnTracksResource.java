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
import org.rollcall.backend.access.EnrolledDevice;

/** Where the OwnTracks apps report to. They say who they are by Basic authentication. */
@Path("/ingest/owntracks")
public class OwnTracksResource {

    private static final Answers ANSWERS = new OwnTracksAnswers();

    private final Ingest ingest;
    private final DeviceCredentials credentials;

    OwnTracksResource(Ingest ingest, DeviceCredentials credentials) {
        this.ingest = ingest;
        this.credentials = credentials;
    }

    @POST
    @PermitAll
    public Uni<Response> take(@Context RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return ingest.take(Dialect.OWNTRACKS, Uni.createFrom().deferred(() -> sender(header)), SentBodies.of(context),
                OwnTracksReader::read, ANSWERS);
    }

    private Uni<Optional<EnrolledDevice>> sender(String header) {
        return BasicCredentials.of(header)
                .map(basic -> basic.userName().map(user -> credentials.find(user, basic.password()))
                        .orElseGet(() -> credentials.find(basic.password())))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
