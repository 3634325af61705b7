package org.rollcall.notifications;

/** What an alert is about, as far as a message may say. The names are those of the alert catalogue. */
public enum AlertCode {
    REPORT_MISSED, CHECKIN_MISSED, SPOTCHECK_MISSED, AREA_EXIT, AREA_UNSURE, ZONE_ENTRY, RETURN_OVERDUE, TRIP_DEVIATION, SILENT, DEVICE_HEALTH, SPOOF_SIGNAL, SEPARATION_SIGNAL, REGISTRATION_OVERDUE, HEALTH_REVIEW_OVERDUE, HELP_REQUESTED, CURFEW, ROSTER_GAP
}
