package org.rollcall.backend.alert;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.MessageCode;

/**
 * The counters of this package at nothing, from the start on: whoever watches the increase of one that is not there yet does
 * not see the first dead letter.
 */
@ApplicationScoped
class AlertMeters implements MeterBinder {

    /** One for each notice of an alert, by its code and why it is told. */
    static final String NOTICES = "rollcall.alert.notices";
    /** One for each row of the outbox that has ended, by its state. */
    static final String ENDED = "rollcall.outbox.ended";
    /** One for each phone that was tried. */
    static final String DELIVERIES = "rollcall.push.deliveries";

    private final PushConfig config;

    AlertMeters(PushConfig config) {
        this.config = config;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        for (var state : List.of(Ending.State.SENT, Ending.State.NO_REGISTRATION, Ending.State.EXPIRED,
                Ending.State.DEAD)) {
            metrics.counter(ENDED, "state", state.name());
        }
        for (var code : AlertCode.values()) {
            metrics.counter(NOTICES, "code", code.name(), "reason", MessageCode.ALERT_OPENED.name());
        }
        metrics.counter(DELIVERIES, "channel", config.channel() == PushConfig.Way.LOG ? "log" : "fcm", "result",
                Tried.State.DELIVERED.name(), "reason", "NONE");
    }
}
