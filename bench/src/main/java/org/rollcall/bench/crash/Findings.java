package org.rollcall.bench.crash;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What is in the database after a disturbance. All should be 0 but for the first and what is in the replay.
 *
 * @param acknowledged fixes that phones were told are stored
 * @param lost acknowledged, and not there
 * @param doubled there more than once
 * @param doubleAlerts open alerts beside another one of the same person and cause
 * @param silentAlerts alerts, and returns of alerts, that nobody was to be told of
 * @param doubleMessages messages about an alert beyond one for each recipient and reason
 * @param causesUnsaid what the replay says has opened, and no alert says
 * @param alertsUncaused what alerts say has opened, and the replay does not, or alerts say twice
 * @param conditionsDiffering conditions that are active by one of replay and alerts and not by the other
 */
record Findings(long acknowledged, long lost, long doubled, long doubleAlerts, long silentAlerts, long doubleMessages,
        long causesUnsaid, long alertsUncaused, long conditionsDiffering, Replay.Outcome replay) {

    /** A thing to be counted, by the name of its target and the head of its column. */
    record Count(String name, String head, ToLongFunction<Findings> of) {}

    static final List<Count> COUNTS = List.of(new Count("lost", "lost", Findings::lost),
            new Count("doubled", "doubled", Findings::doubled),
            new Count("standings-unlike-a-replay", "standings unlike a replay", found -> found.replay.differing()),
            new Count("gaps-in-numbers", "gaps in numbers", found -> found.replay.misnumbered()),
            new Count("double-open-alerts", "double open alerts", Findings::doubleAlerts),
            new Count("alerts-without-message", "alerts without message", Findings::silentAlerts),
            new Count("messages-too-many", "messages too many", Findings::doubleMessages),
            new Count("causes-without-alert", "causes without alert", Findings::causesUnsaid),
            new Count("alerts-without-cause", "alerts without cause", Findings::alertsUncaused),
            new Count("conditions-unlike-a-replay", "conditions unlike a replay", Findings::conditionsDiffering));
}
