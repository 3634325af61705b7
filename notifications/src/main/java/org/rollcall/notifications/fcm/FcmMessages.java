package org.rollcall.notifications.fcm;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.Notification;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Payload;
import org.rollcall.notifications.Registration;
import org.rollcall.notifications.Severity;

/** From our messages to FCM's. */
final class FcmMessages {

    /** Nobody subscribes to it; it is only ever named in dry runs. */
    private static final String PROBE_TOPIC = "rollcall-payload-probe";

    private FcmMessages() {
    }

    @SuppressWarnings("deprecation") // tokens are still what most phones have
    static com.google.firebase.messaging.Message to(Registration registration, Message message, Payload payload) {
        com.google.firebase.messaging.Message.Builder builder = common(message, payload);
        return switch (registration.kind()) {
            case FCM_TOKEN -> builder.setToken(registration.value()).build();
            case FCM_INSTALLATION_ID -> builder.setFid(registration.value()).build();
        };
    }

    static com.google.firebase.messaging.Message toProbeTopic(Message message, Payload payload) {
        return common(message, payload).setTopic(PROBE_TOPIC).build();
    }

    private static com.google.firebase.messaging.Message.Builder common(Message message, Payload payload) {
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
                .putAllData(payload.data()).setAndroidConfig(android);
    }
}
