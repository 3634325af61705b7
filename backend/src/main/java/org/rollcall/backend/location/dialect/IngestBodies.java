package org.rollcall.backend.location.dialect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.LargeBody;

/** What foreign clients send is read and bounded by {@link SentBodies}: no size of it may be answered 413. */
@ApplicationScoped
class IngestBodies {

    @Produces
    @Singleton
    LargeBody ofAnySize() {
        return new LargeBody("/api/v1/ingest/", Long.MAX_VALUE, false);
    }
}
