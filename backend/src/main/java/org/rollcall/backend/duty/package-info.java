/**
 * Duties: what a person is asked to do and when (schedules, slots), that it was done (check-ins, reports), and the sweep
 * that states what was not.
 *
 * <p>A miss is stated here and judged nowhere: only people make findings. No slot is skipped or doubled by downtime,
 * restarts, several nodes or clock changes, and nothing here waits for "today": the sweep takes what is due and not done.
 * Of other features' tables it reads one, in one class: {@code Misses} asks the schema's {@code collecting} whether a slot
 * lies in collection periods, since that must be read in the statement that states the miss.
 */
package org.rollcall.backend.duty;
