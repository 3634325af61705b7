package org.rollcall.backend.area;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.LargeBody;

/** Files of areas are larger than anything else that is sent here. */
@ApplicationScoped
class ImportBody {

    @Produces
    @Singleton
    LargeBody largeBody(AreaConfig config) {
        return new LargeBody("/api/v1/areas/imports", config.largestImport().asLongValue());
    }
}
