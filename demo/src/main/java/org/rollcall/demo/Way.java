package org.rollcall.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where somebody truly is, by the time since the demo began: from station to station in a straight line. Immutable. */
final class Way {

    private final TreeMap<Duration, Place> stations;

    private Way(Map<Duration, Place> stations) {
        this.stations = new TreeMap<>(stations);
    }

    /** Somebody who does not move. */
    static Way staying(Place place) {
        return new Way(Map.of(Duration.ZERO, place));
    }

    /** One station: from that minute on towards the next. */
    record Station(int minute, Place place) {}

    static Way through(List<Station> stations) {
        var byTime = new TreeMap<Duration, Place>();
        stations.forEach(station -> byTime.put(Duration.ofMinutes(station.minute()), station.place()));
        return new Way(byTime);
    }

    Place at(Duration since) {
        var from = stations.floorEntry(since);
        var to = stations.ceilingEntry(since);
        if (from == null) {
            return to.getValue();
        }
        if (to == null || to.getKey().equals(from.getKey())) {
            return from.getValue();
        }
        double share = (double) since.minus(from.getKey()).toMillis() / to.getKey().minus(from.getKey()).toMillis();
        return from.getValue().towards(to.getValue(), share);
    }
}
