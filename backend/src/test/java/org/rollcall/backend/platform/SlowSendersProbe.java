package org.rollcall.backend.platform;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets tests see who is sending, and look as if time had passed. */
@ApplicationScoped
public class SlowSendersProbe {

    private final SlowSenders senders;

    SlowSendersProbe(SlowSenders senders) {
        this.senders = senders;
    }

    public int underWay() {
        return senders.underWay();
    }

    /** Ends those that would be too slow after that time. */
    public void end(Duration later) {
        senders.end(System.nanoTime() + later.toNanos());
    }
}
