package org.rollcall.backend.alert;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.rollcall.backend.access.Role;

/** Where the link of a message about work leads. */
@Path("/tasks/{taskId}")
@Produces(MediaType.APPLICATION_JSON)
public class StaffTaskResource {

    private final StaffTaskReads reads;

    StaffTaskResource(StaffTaskReads reads) {
        this.reads = reads;
    }

    @GET
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<StaffTask> getTask(@RestPath UUID taskId) {
        return reads.get(taskId);
    }
}
