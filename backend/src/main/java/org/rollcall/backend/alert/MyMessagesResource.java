package org.rollcall.backend.alert;

import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.BearerSuffices;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.notifications.Registration;

/** How the asker is told of things, and what was said. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class MyMessagesResource {

    /** Where pushes go; the value is a secret. */
    public record RegistrationRequest(@NotNull Registration.Kind kind, @NotBlank @Size(max = 4096) String value) {

        /** The kind only. */
        @Override
        public String toString() {
            return "RegistrationRequest[" + kind + ", hidden]";
        }
    }

    private final Registrations registrations;
    private final Inbox inbox;

    MyMessagesResource(Registrations registrations, Inbox inbox) {
        this.registrations = registrations;
        this.inbox = inbox;
    }

    @PUT
    @Path("registrations")
    public Uni<Registrations.Registered> register(@NotNull @Valid RegistrationRequest request) {
        return registrations.register(new Registration(request.kind(), request.value()));
    }

    @DELETE
    @Path("registrations/{registrationId}")
    public Uni<Void> unregister(@RestPath UUID registrationId) {
        return registrations.end(registrationId);
    }

    @GET
    @Path("inbox")
    @BearerSuffices("What was told without a proof may be read again without one.")
    public Uni<Page<Inbox.InboxMessage>> listInbox(@RestQuery String limit, @RestQuery String after) {
        return inbox.list(PageRequest.of(limit, after));
    }
}
