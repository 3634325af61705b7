package org.rollcall.backend.platform;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

/**
 * In which order load is shed: first looks at where people were, then other reads; never what changes something, and
 * fixes only by their full lanes. Thread-safe.
 */
@ApplicationScoped
class Admission {

    private final AdmissionConfig config;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    /** @throws IllegalStateException if looks would be shed after other reads */
    Admission(AdmissionConfig config) {
        if (config.looks() > config.readsBeforeLooks() || config.readsBeforeLooks() >= config.reads()) {
            throw new IllegalStateException(
                    "rollcall.admission: looks is at most reads-before-looks, and that less than"
                            + " reads: else looks would not be the first to be shed");
        }
        this.config = config;
    }

    /** A contradiction ends the start, and not the first request. */
    void start(@Observes StartupEvent event) {
        // Made by now.
    }

    /** Whether a look may begin; who was let in is let out once. */
    boolean enterLook() {
        if (reads.incrementAndGet() > config.readsBeforeLooks()) {
            reads.decrementAndGet();
            return false;
        }
        if (looks.incrementAndGet() > config.looks()) {
            looks.decrementAndGet();
            reads.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Whether another read may begin; who was let in is let out once. */
    boolean enterRead() {
        if (reads.incrementAndGet() > config.reads()) {
            reads.decrementAndGet();
            return false;
        }
        return true;
    }

    void leaveLook() {
        looks.decrementAndGet();
        reads.decrementAndGet();
    }

    void leaveRead() {
        reads.decrementAndGet();
    }

    /** How many are under way. */
    int underWay() {
        return reads.get();
    }
}
