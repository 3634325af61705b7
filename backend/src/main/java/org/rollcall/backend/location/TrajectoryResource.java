package org.rollcall.backend.location;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.ShedFirst;

/** Looking at where somebody was. */
@Path("/")
public class TrajectoryResource {

    private final Trajectories trajectories;

    TrajectoryResource(Trajectories trajectories) {
        this.trajectories = trajectories;
    }

    @GET
    @ShedFirst
    @Path("supervisees/{superviseeId}/trajectory")
    @Produces(Trajectory.MEDIA_TYPE)
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR, Role.SUPERIOR})
    public Uni<Trajectory> trajectory(@RestPath UUID superviseeId, @RestQuery String from, @RestQuery String to,
            @RestQuery String purpose, @RestQuery String alertId, @RestQuery String limit, @RestQuery String after) {
        return trajectories
                .look(Look.of(superviseeId, new Look.Asked(from, to, purpose, alertId, limit, after)));
    }
}
