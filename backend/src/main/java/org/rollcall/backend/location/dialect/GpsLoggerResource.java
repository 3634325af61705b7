package org.rollcall.backend.location.dialect;

import java.util.Optional;
import java.util.function.Function;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.RestPath;
import org.rollcall.backend.access.DeviceCredentials;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;

/**
 * Where GPSLogger reports to. It says who it is by Basic authentication or by a secret in the path, which must not get
 * into access logs, metrics or traces: see application.properties.
 */
@Path("/ingest/gpslogger")
public class GpsLoggerResource {

    private static final Answers ANSWERS = new GpsLoggerAnswers();
    private static final Reader READER = Reader.of(GpsLoggerReader::read);

    private final Ingest ingest;
    private final DeviceCredentials credentials;

    GpsLoggerResource(Ingest ingest, DeviceCredentials credentials) {
        this.ingest = ingest;
        this.credentials = credentials;
    }

    @POST
    @PermitAll
    public Uni<Response> take(@Context RoutingContext context) {
        var basic = BasicCredentials.of(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        return take(from -> BasicCredentials.find(credentials, basic, from), context);
    }

    @GET
    @PermitAll
    public Uni<Response> takeQuery(@Context RoutingContext context) {
        return take(context);
    }

    @POST
    @Path("{token}")
    @PermitAll
    public Uni<Response> takeByToken(@RestPath String token, @Context RoutingContext context) {
        return take(from -> credentials.find(token, from), context);
    }

    @GET
    @Path("{token}")
    @PermitAll
    public Uni<Response> takeQueryByToken(@RestPath String token, @Context RoutingContext context) {
        return takeByToken(token, context);
    }

    private Uni<Response> take(Function<String, Uni<Optional<EnrolledDevice>>> who, RoutingContext context) {
        var sent = SentBodies.of(context);
        return ingest.take(Dialect.GPSLOGGER, Uni.createFrom().deferred(() -> who.apply(sent.from())), sent, READER,
                ANSWERS);
    }
}
