package org.rollcall.backend.casework;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** What the procuratorate says of cases. Its path is the root, as of all that stands below people of other features. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RemarkResource {

    private final Remarks remarks;

    RemarkResource(Remarks remarks) {
        this.remarks = remarks;
    }

    @POST
    @Path("supervisees/{superviseeId}/remarks")
    @RolesAllowed(Role.PROSECUTOR)
    @ResponseStatus(201)
    public Uni<Remark> makeRemark(@RestPath UUID superviseeId, @NotNull @Valid RemarkRequest request) {
        return remarks.make(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/remarks")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Remark>> listRemarks(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return remarks.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("remarks/{remarkId}/answer")
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD})
    @ResponseStatus(201)
    public Uni<Remark> answerRemark(@RestPath UUID remarkId, @NotNull @Valid AnswerRequest request) {
        return remarks.answer(remarkId, request);
    }
}
