/**
 * Duties: what a person is asked to do and when (schedules, slots), that it was done (check-ins, reports), and the sweep
 * that states what was not.
 *
 * <p>A miss is stated here and judged nowhere: only people make findings. No slot is skipped or doubled by downtime,
 * restarts, several nodes or clock changes, and nothing here waits for "today": the sweep takes what is due and not done.
 */
package org.rollcall.backend.duty;
