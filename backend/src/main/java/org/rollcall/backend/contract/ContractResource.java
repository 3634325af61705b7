package org.rollcall.backend.contract;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import org.rollcall.openapi.ContractDocument;

/** Tells anybody what this API is. */
@Path("/openapi.yaml")
public class ContractResource {

    private final byte[] document = ContractDocument.yaml();

    @GET
    @PermitAll
    @Produces("application/yaml")
    public byte[] document() {
        return document.clone();
    }
}
