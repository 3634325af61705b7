package org.rollcall.backend.alert;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.rollcall.notifications.Channel;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Registration;

/** Takes everything and says nothing. */
final class SilentChannel implements Channel {

    @Override
    public String name() {
        return "silent";
    }

    @Override
    public boolean crossesBorder() {
        return false;
    }

    @Override
    public CompletionStage<DeliveryResult> deliver(Registration registration, Message message) {
        return new CompletableFuture<>();
    }
}
