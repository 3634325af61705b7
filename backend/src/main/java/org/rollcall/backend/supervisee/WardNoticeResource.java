package org.rollcall.backend.supervisee;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** What a guardian was told of their ward. */
@Path("/me/ward-notices")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.GUARDIAN)
public class WardNoticeResource {

    private final WardNotices notices;

    WardNoticeResource(WardNotices notices) {
        this.notices = notices;
    }

    @GET
    public Uni<Page<GuardianNotice>> listWardNotices(@RestQuery String limit, @RestQuery String after) {
        return notices.listMine(PageRequest.of(limit, after));
    }

    @POST
    @Path("{noticeId}/acknowledgement")
    public Uni<GuardianNotice> acknowledgeWardNotice(@RestPath UUID noticeId) {
        return notices.acknowledge(noticeId);
    }
}
