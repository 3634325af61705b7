package org.rollcall.backend.area;

import java.io.InputStream;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** Boundaries and circles: taken in by the file, looked at one by one. */
@Path("areas")
@Produces(MediaType.APPLICATION_JSON)
public class AreaResource {

    private final AreaReads reads;
    private final AreaImports imports;

    AreaResource(AreaReads reads, AreaImports imports) {
        this.reads = reads;
        this.imports = imports;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<AreaView>> listAreas(@RestQuery String limit, @RestQuery String after, @RestQuery AreaKind kind,
            @RestQuery String code) {
        return reads.list(kind, code, PageRequest.of(limit, after));
    }

    @GET
    @Path("{areaId}")
    @RolesAllowed({Role.ADMIN, Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<AreaView> getArea(@RestPath UUID areaId) {
        return reads.get(areaId);
    }

    @POST
    @Path("imports")
    @Consumes({MediaType.APPLICATION_JSON, "application/geo+json"})
    @RolesAllowed({Role.ADMIN, Role.COUNTY_OFFICER, Role.OFFICER})
    @Blocking
    public AreaImport importAreas(InputStream body, @RestQuery String crs, @RestQuery String codeProperty,
            @RestQuery String nameProperty, @RestQuery String validFrom, @RestQuery String repair) {
        return imports.run(body, ImportOptions.of(crs, codeProperty, nameProperty, validFrom, repair));
    }
}
