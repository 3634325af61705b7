package org.rollcall.backend.location;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Takes fixes from whatever client and answers when their disposition is durable, and not before. Thread-safe; the answer
 * comes on the caller's Vert.x context.
 */
@ApplicationScoped
public class Intake {

    /** The most fixes that may come at once. */
    public static final int MOST = 1_000;

    /**
     * What became of a fix and of the work that goes with it.
     *
     * @param result what the work gave; empty where the fix is not kept, so that it was not done
     */
    public record Accompanied<T>(IntakeAnswer answer, Optional<T> result) {}

    /**
     * Takes fixes, in any order. To give the same again changes nothing.
     *
     * @param sender a device whose credential was checked
     * @param fixes 0 to {@value #MOST}
     * @return fails with a {@link ProblemException}: UNAVAILABLE, to be answered 503 with Retry-After, when there is more
     *         than this node can take or the database is not to be had; UNAUTHENTICATED when the device was revoked
     *         meanwhile
     */
    public Uni<IntakeAnswer> take(EnrolledDevice sender, List<ReportedFix> fixes) {
        return Uni.createFrom().failure(new ProblemException(ProblemType.UNAVAILABLE, "Not built yet."));
    }

    /**
     * Takes one fix together with other work: both are kept or neither. The work is not done for a fix outside a
     * collection period, or of a time that cannot be held.
     *
     * @return fails as {@link #take} does, and with what the work refuses
     */
    public <T> Uni<Accompanied<T>> takeWith(EnrolledDevice sender, ReportedFix fix, Companion<T> companion) {
        return Uni.createFrom().failure(new ProblemException(ProblemType.UNAVAILABLE, "Not built yet."));
    }
}
