package org.rollcall.backend.contact;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.rollcall.backend.access.Role;

/** When somebody was last heard of. */
@Path("/supervisees/{superviseeId}/contact")
@Produces(MediaType.APPLICATION_JSON)
public class ContactResource {

    private final ContactReads contact;

    ContactResource(ContactReads contact) {
        this.contact = contact;
    }

    @GET
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<ContactStatus> getContact(@RestPath UUID superviseeId) {
        return contact.get(superviseeId);
    }
}
