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

/** Where Overland reports to. Its token is the device's secret; in its OwnTracks mode it comes as no bearer of it. */
@Path("/ingest/overland")
public class OverlandResource {

    private static final Answers ANSWERS = new OverlandAnswers();
    private static final Reader READER = Reader.of(OverlandReader::read);

    private final Ingest ingest;
    private final DeviceCredentials credentials;

    OverlandResource(Ingest ingest, DeviceCredentials credentials) {
        this.ingest = ingest;
        this.credentials = credentials;
    }

    @POST
    @PermitAll
    public Uni<Response> take(@Context RoutingContext context) {
        var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        var token = BearerCredentials.of(header).or(() -> BasicCredentials.of(header)
                .filter(basic -> basic.userName().isEmpty()).map(BasicCredentials::password));
        var sent = SentBodies.of(context);
        return ingest.take(Dialect.OVERLAND,
                Uni.createFrom().deferred(() -> token.map(word -> credentials.find(word, sent.from()))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))),
                sent, READER, ANSWERS);
    }
}
