package org.rollcall.backend.alert;

import java.util.Optional;

import org.rollcall.notifications.DeliveryResult;

/** A phone that was tried, and what became of it. */
record Tried(Leased.Phone phone, DeliveryResult result) {

    /** What is recorded of a delivery. Names as in the database. */
    enum State {
        DELIVERED, RETRY, GONE, DISABLED, REJECTED, GIVEN_UP
    }

    State state(Ending ending) {
        if (result instanceof DeliveryResult.Retry) {
            return ending.again().isPresent() ? State.RETRY : State.GIVEN_UP;
        }
        if (result instanceof DeliveryResult.Delivered) {
            return State.DELIVERED;
        }
        if (result instanceof DeliveryResult.RegistrationGone) {
            return State.GONE;
        }
        return result instanceof DeliveryResult.RegistrationDisabled ? State.DISABLED : State.REJECTED;
    }

    /** The code of what went wrong with the message, if anything did. */
    Optional<String> reason() {
        if (result instanceof DeliveryResult.Retry retry) {
            return Optional.of(retry.reason());
        }
        return result instanceof DeliveryResult.Rejected rejected ? Optional.of(rejected.reason()) : Optional.empty();
    }

    /** Whether the registration is of no more use to anybody. */
    boolean endsRegistration() {
        return result instanceof DeliveryResult.RegistrationGone
                || result instanceof DeliveryResult.RegistrationDisabled;
    }
}
