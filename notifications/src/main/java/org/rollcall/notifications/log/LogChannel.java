package org.rollcall.notifications.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jboss.logging.Logger;
import org.rollcall.notifications.Channel;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Registration;

/** Writes each delivery to the log, codes and the object's id only; the officer's inbox holds the message itself. */
public final class LogChannel implements Channel {

    private static final Logger LOG = Logger.getLogger(LogChannel.class);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public boolean crossesBorder() {
        return false;
    }

    @Override
    public CompletionStage<DeliveryResult> deliver(Registration registration, Message message) {
        LOG.infof("push code=%s alertCode=%s severity=%s objectId=%s registrationKind=%s", message.code(),
                message.findAlertCode().map(Enum::name).orElse("-"), message.severity(), message.objectId(),
                registration.kind());
        return CompletableFuture.completedFuture(new DeliveryResult.Delivered());
    }
}
