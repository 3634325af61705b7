package org.rollcall.backend.collection;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import org.rollcall.backend.access.EnrolmentCode;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** What may be collected of whom: modes of phones, the papers behind them, orders for bracelets. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CollectionResource {

    /** Why something ends before its time. */
    public record EndRequest(
            @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = LocationModeRequest.TEXT) String reason) {}

    private final ModeBook modes;
    private final InstructionBook instructions;
    private final OrderBook orders;

    CollectionResource(ModeBook modes, InstructionBook instructions, OrderBook orders) {
        this.modes = modes;
        this.instructions = instructions;
        this.orders = orders;
    }

    @POST
    @Path("supervisees/{superviseeId}/location-modes")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<RecordedMode> setLocationMode(@RestPath UUID superviseeId,
            @NotNull @Valid LocationModeRequest request) {
        return modes.set(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/location-modes")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<RecordedMode>> listLocationModes(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return modes.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("location-modes/{modeId}/ending")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<RecordedMode> endLocationMode(@RestPath UUID modeId, @NotNull @Valid EndRequest request) {
        return modes.end(modeId, request.reason());
    }

    @POST
    @Path("supervisees/{superviseeId}/legal-instructions")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<LegalInstruction> recordLegalInstruction(@RestPath UUID superviseeId,
            @NotNull @Valid LegalInstructionRequest request) {
        return instructions.record(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/legal-instructions")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<LegalInstruction>> listLegalInstructions(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return instructions.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("supervisees/{superviseeId}/positioning-orders")
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD})
    @ResponseStatus(201)
    public Uni<PositioningOrder> recordPositioningOrder(@RestPath UUID superviseeId,
            @NotNull @Valid PositioningOrderRequest request) {
        return orders.record(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/positioning-orders")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<PositioningOrder>> listPositioningOrders(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return orders.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("positioning-orders/{orderId}/enrolment-codes")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD})
    @ResponseStatus(201)
    public Uni<EnrolmentCode> createBraceletCode(@RestPath UUID orderId) {
        return orders.code(orderId);
    }

    @POST
    @Path("positioning-orders/{orderId}/lifting")
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD})
    public Uni<PositioningOrder> liftPositioningOrder(@RestPath UUID orderId, @NotNull @Valid EndRequest request) {
        return orders.lift(orderId, request.reason());
    }
}
