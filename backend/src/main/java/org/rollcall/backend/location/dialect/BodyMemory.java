package org.rollcall.backend.location.dialect;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** How much memory bodies take that are being read or worked on, and how much they may. Thread-safe. */
@Startup // its metric is there before the first body
@ApplicationScoped
class BodyMemory {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    BodyMemory(SendersConfig config, MeterRegistry metrics) {
        this.most = config.bodyMemory().asLongValue();
        metrics.gauge("rollcall.senders.body.bytes", taken);
    }

    /** Whether there is so much left; then it is taken. */
    boolean take(int bytes) {
        long now = taken.addAndGet(bytes);
        if (now > most) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
