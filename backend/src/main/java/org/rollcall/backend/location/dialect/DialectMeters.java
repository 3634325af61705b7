package org.rollcall.backend.location.dialect;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.rollcall.backend.access.Dialect;

/** What other clients send, counted from nothing on. */
@ApplicationScoped
class DialectMeters implements MeterBinder {

    /** One for each message, by dialect and kind. */
    static final String MESSAGES = "rollcall.dialect.messages";
    /** One for each message that was told to slow down, by dialect. */
    static final String TOO_FAST = "rollcall.dialect.toofast";

    @Override
    public void bindTo(MeterRegistry metrics) {
        for (var dialect : Dialect.values()) {
            if (dialect != Dialect.NATIVE) {
                metrics.counter(MESSAGES, "dialect", dialect.name(), "kind", MessageKind.POSITION.name());
                metrics.counter(TOO_FAST, "dialect", dialect.name());
            }
        }
    }
}
