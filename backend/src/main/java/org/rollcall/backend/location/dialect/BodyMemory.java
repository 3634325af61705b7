package org.rollcall.backend.location.dialect;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/**
 * How much memory bodies take that are being read or worked on, and how much they may: all together, and those of one
 * network, since nobody is known yet while a body is read. Thread-safe.
 */
@Startup // its metric is there before the first body
@ApplicationScoped
class BodyMemory {

    /** The share of one network; a county's phones behind one address of a carrier are well within it. */
    private static final int SHARE = 4;

    private final long most;
    private final AtomicLong taken = new AtomicLong();
    private final Map<String, Long> byNetwork = new ConcurrentHashMap<>();

    BodyMemory(SendersConfig config, MeterRegistry metrics) {
        this.most = config.bodyMemory().asLongValue();
        metrics.gauge("rollcall.senders.body.bytes", taken);
    }

    /** Whether there is so much left, of all and of that network's; then it is taken. */
    boolean take(String network, int bytes) {
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            return false;
        }
        if (byNetwork.merge(network, (long) bytes, Long::sum) > most / SHARE) {
            giveBack(network, bytes);
            return false;
        }
        return true;
    }

    void giveBack(String network, long bytes) {
        taken.addAndGet(-bytes);
        byNetwork.computeIfPresent(network, (same, held) -> held > bytes ? held - bytes : null);
    }

    long taken() {
        return taken.get();
    }

    /** How many networks take any. */
    int networks() {
        return byNetwork.size();
    }
}
