package org.rollcall.notifications.fcm;

import java.time.Instant;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Notification;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Payload;
import org.rollcall.notifications.Registration;
import org.rollcall.notifications.Severity;

/** From our messages to FCM's. */
final class FcmMessages {

    private FcmMessages() {
    }

    @SuppressWarnings("deprecation") // tokens are still what most phones have
    static com.google.firebase.messaging.Message to(Registration registration, Message message, Payload payload,
            Instant now) {
        com.google.firebase.messaging.Message.Builder builder = common(message, payload, now);
        // Exactly one target, by what the phone has given us.
        return switch (registration.kind()) {
            case FCM_TOKEN -> builder.setToken(registration.value()).build();
            case FCM_INSTALLATION_ID -> builder.setFid(registration.value()).build();
        };
    }

    private static com.google.firebase.messaging.Message.Builder common(Message message, Payload payload,
            Instant now) {
        AndroidConfig android = AndroidConfig.builder().setTtl(message.ttl().toMillis())
                .setCollapseKey(message.collapseKey())
                .setPriority(message.severity() == Severity.INFORMATION
                        ? AndroidConfig.Priority.NORMAL
                        : AndroidConfig.Priority.HIGH)
                // The tag replaces an older line of the same object; PRIVATE keeps the text off a locked screen.
                .setNotification(AndroidNotification.builder().setTag(message.collapseKey())
                        .setVisibility(AndroidNotification.Visibility.PRIVATE).build())
                .build();
        return com.google.firebase.messaging.Message.builder()
                .setNotification(
                        Notification.builder().setTitle(payload.title()).setBody(payload.body()).build())
                .putAllData(payload.data()).setAndroidConfig(android).setApnsConfig(apns(message, now));
    }

    // What Android is told by the fields above, iPhones are told by headers; their expiry is an instant.
    private static ApnsConfig apns(Message message, Instant now) {
        return ApnsConfig.builder().putHeader("apns-collapse-id", message.collapseKey())
                .putHeader("apns-priority", message.severity() == Severity.INFORMATION ? "5" : "10")
                .putHeader("apns-expiration", String.valueOf(now.plus(message.ttl()).getEpochSecond()))
                .setAps(Aps.builder().setThreadId(message.collapseKey()).build()).build();
    }
}
