package org.rollcall.backend.oversight;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.ShedFirst;

/** Counts by agency. */
@Path("/agency-units/{unitId}/statistics")
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {

    private final StatisticsReads reads;

    StatisticsResource(StatisticsReads reads) {
        this.reads = reads;
    }

    @GET
    @ShedFirst
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.SUPERIOR})
    public Uni<Statistics> getStatistics(@RestPath UUID unitId, @RestQuery String from, @RestQuery String to) {
        return reads.of(unitId, Between.of(from, to));
    }
}
