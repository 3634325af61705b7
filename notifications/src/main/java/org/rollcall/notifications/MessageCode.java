package org.rollcall.notifications;

/** Why a message is sent. The text follows from this code and, where {@link #aboutAlert()}, the alert's code. */
public enum MessageCode {
    /** An alert has opened. */
    ALERT_OPENED(true),
    /** The condition of an alert that is still being handled has come back. */
    ALERT_REACTIVATED(true),
    /** The severity of an open alert has grown. */
    ALERT_WORSENED(true),
    /** Nobody has acknowledged an alert in time; it goes to the next in the roster. */
    ALERT_ESCALATED(true),
    /** To the supervisee: a duty's window is open and closes soon. */
    DUTY_REMINDER(false),
    /** To the supervisee's phone: send up to three fixes within two minutes. */
    BURST_REQUEST(false),
    /** To the supervisee: the phone's clock is off. */
    CLOCK_OFF(false),
    /** To the supervisee: the phone does not let the app find the place. */
    DEVICE_UNFIT(false),
    /** To an officer: a task that is not an alert waits. */
    TASK_WAITING(false);

    private final boolean aboutAlert;

    MessageCode(boolean aboutAlert) {
        this.aboutAlert = aboutAlert;
    }

    /** Whether a message of this code names an alert's code. */
    public boolean aboutAlert() {
        return aboutAlert;
    }
}
