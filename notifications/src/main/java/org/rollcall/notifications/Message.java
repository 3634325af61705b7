package org.rollcall.notifications;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A fact to be told, without personal data.
 *
 * <p>There is no free text: codes are enums, the object is an id, and path and collapse key are made of a closed
 * vocabulary and that id only (DESIGN invariant 10). Names and places are read after opening the link, under access
 * control. Immutable.
 *
 * @param code why it is sent
 * @param alertCode what the alert is about; null exactly when the code is not about an alert
 * @param severity how soon it wants a person
 * @param objectId the alert, slot or task it is about
 * @param link where the app opens it; see {@link LinkPath}
 * @param ttl how long a channel may hold it for an unreachable phone; 0 s to 28 days, the bound of FCM
 * @param collapseKey a later message with the same key replaces this one on the phone; see {@link CollapseKey}
 * @param language the recipient's language
 */
public record Message(MessageCode code, AlertCode alertCode, Severity severity, UUID objectId, String link,
        Duration ttl, String collapseKey, Language language) {

    /** The longest time that FCM holds a message. */
    public static final Duration MAX_TTL = Duration.ofDays(28);

    private static final Duration ALERT_TTL = Duration.ofHours(24);

    /** @throws IllegalArgumentException if a component breaks its rule */
    public Message {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(objectId, "objectId");
        Objects.requireNonNull(ttl, "ttl");
        Objects.requireNonNull(language, "language");
        if (code.aboutAlert() != (alertCode != null)) {
            throw new IllegalArgumentException(
                    code + (code.aboutAlert() ? " needs an alert code" : " must not have an alert code"));
        }
        if (ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("ttl must be between 0 and 28 days");
        }
        LinkPath.check(link, objectId);
        CollapseKey.check(collapseKey, objectId);
    }

    /** A message about an alert, in Chinese, held for a day: a phone switched off overnight still gets it. */
    public static Message aboutAlert(MessageCode code, AlertCode alertCode, Severity severity, UUID alertId) {
        return new Message(code, alertCode, severity, alertId, "/alerts/" + alertId, ALERT_TTL,
                CollapseKey.of(alertCode.name(), alertId), Language.ZH_CN);
    }

    /** To the supervisee, in Chinese: a duty's window closes in {@code ttl}; worthless afterwards. */
    public static Message dutyReminder(UUID slotId, Duration ttl) {
        return new Message(MessageCode.DUTY_REMINDER, null, Severity.INFORMATION, slotId, "/me/duties/" + slotId, ttl,
                CollapseKey.of(MessageCode.DUTY_REMINDER.name(), slotId), Language.ZH_CN);
    }

    /** To the supervisee's phone, in Chinese: send a burst of fixes within {@code ttl}. */
    public static Message burstRequest(UUID requestId, Duration ttl) {
        return new Message(MessageCode.BURST_REQUEST, null, Severity.WARNING, requestId, "/me/bursts/" + requestId, ttl,
                CollapseKey.of(MessageCode.BURST_REQUEST.name(), requestId), Language.ZH_CN);
    }

    /** To the supervisee, in Chinese: the phone's clock is off, and is to be set. */
    public static Message clockOff(UUID noticeId) {
        return new Message(MessageCode.CLOCK_OFF, null, Severity.INFORMATION, noticeId, "/me/inbox", ALERT_TTL,
                CollapseKey.of(MessageCode.CLOCK_OFF.name(), noticeId), Language.ZH_CN);
    }

    /** To the supervisee, in Chinese: the phone does not let the app find the place. */
    public static Message deviceUnfit(UUID noticeId) {
        return new Message(MessageCode.DEVICE_UNFIT, null, Severity.INFORMATION, noticeId, "/me/inbox", ALERT_TTL,
                CollapseKey.of(MessageCode.DEVICE_UNFIT.name(), noticeId), Language.ZH_CN);
    }

    /** To an officer, in Chinese: a task waits. */
    public static Message taskWaiting(UUID taskId, Severity severity) {
        return new Message(MessageCode.TASK_WAITING, null, severity, taskId, "/tasks/" + taskId, ALERT_TTL,
                CollapseKey.of(MessageCode.TASK_WAITING.name(), taskId), Language.ZH_CN);
    }

    /** The same message in another language. */
    public Message withLanguage(Language other) {
        return new Message(code, alertCode, severity, objectId, link, ttl, collapseKey, other);
    }

    /** The same message with another time to be held: what is left of it, when it is sent later than it was written. */
    public Message withTtl(Duration left) {
        return new Message(code, alertCode, severity, objectId, link, left, collapseKey, language);
    }

    /** What the alert is about, if this is about an alert. */
    public Optional<AlertCode> findAlertCode() {
        return Optional.ofNullable(alertCode);
    }
}
