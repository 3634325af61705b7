package org.rollcall.backend.location;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.rollcall.backend.platform.RetentionFloor;

/** Raw fixes are kept at least as long as they are taken: what comes late must find its day. */
final class FixFloor {

    static final String RAW_FIXES = "RAW_FIXES";

    @Produces
    @Singleton
    RetentionFloor rawFixes(PartitionConfig partitions) {
        return new RetentionFloor(RAW_FIXES, partitions.daysBack());
    }
}
