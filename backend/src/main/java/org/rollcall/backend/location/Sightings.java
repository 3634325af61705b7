package org.rollcall.backend.location;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

/** Folds fixes near an area into who was within it, by the kernel's own test. Not thread-safe. */
final class Sightings {

    private final Area area;
    private final int mostPeople;
    private final Map<UUID, Presence.Seen> seen = new LinkedHashMap<>();

    /** @param mostPeople how many it may be; more are refused */
    Sightings(Area area, int mostPeople) {
        this.area = area;
        this.mostPeople = mostPeople;
    }

    /**
     * A fix near the area.
     *
     * @param accuracyMetres its radius, where it said one
     * @throws ProblemException INVALID, if there are too many people
     */
    void add(UUID person, Instant at, WgsCoordinate place, OptionalDouble accuracyMetres) {
        double distance = area.signedDistanceMetres(place);
        double radius = Math.min(accuracyMetres.orElse(PresenceRequest.REACH_METRES), PresenceRequest.REACH_METRES);
        if (distance > (accuracyMetres.isPresent() ? radius : 0)) {
            return;
        }
        var certainty = accuracyMetres.isPresent() && distance + accuracyMetres.getAsDouble() <= 0
                ? Presence.Certainty.INSIDE
                : Presence.Certainty.UNSURE;
        seen.merge(person, new Presence.Seen(person, certainty, 1, at, at), Sightings::both);
        if (seen.size() > mostPeople) {
            throw tooMany();
        }
    }

    /** Who was within, in the order of their first fix given. */
    List<Presence.Seen> people() {
        return List.copyOf(seen.values());
    }

    static ProblemException tooMany() {
        return new ProblemException(ProblemType.INVALID,
                "Too much was there: ask for a shorter time or a smaller area.");
    }

    private static Presence.Seen both(Presence.Seen a, Presence.Seen b) {
        return new Presence.Seen(a.superviseeId(),
                a.certainty() == Presence.Certainty.INSIDE ? a.certainty() : b.certainty(), a.fixes() + b.fixes(),
                a.firstAt().isBefore(b.firstAt()) ? a.firstAt() : b.firstAt(),
                a.lastAt().isAfter(b.lastAt()) ? a.lastAt() : b.lastAt());
    }
}
