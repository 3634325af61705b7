package org.rollcall.backend.area;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
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
import org.rollcall.backend.platform.ProblemException;

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
    public Uni<AreaView> getArea(@RestPath UUID areaId, @RestQuery String purpose) {
        return reads.get(areaId, purpose(purpose));
    }

    private static Optional<HomePurpose> purpose(String word) {
        try {
            return Optional.ofNullable(word).map(HomePurpose::valueOf);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("purpose", "is none of " + List.of(HomePurpose.values()));
        }
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
