package org.rollcall.geofence;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * What is known of one person's device from the live fixes judged so far: all that the next judgement needs. Immutable
 * and thread-safe.
 *
 * <p>No record, because the parts that each fix replaces are kept without wrappers: a judgement makes one small object.
 */
public final class Standing {

    /** A person of whom nothing is known yet. */
    public static final Standing INITIAL = new Standing(null, null, Double.NaN, null, null, Signals.NONE, List.of());

    private final Instant lastFixAt;
    private final WgsCoordinate lastPlace;
    private final double lastRadiusMetres;
    private final Instant homeSeenAt;
    private final Instant awaySeenAt;
    private final Signals signals;
    private final List<Track> tracks;

    /**
     * @param lastRadiusMetres NaN where unknown
     * @param tracks sorted by {@link Track#ORDER}, immutable
     * @throws IllegalArgumentException if the parts contradict one another
     */
    Standing(Instant lastFixAt, WgsCoordinate lastPlace, double lastRadiusMetres, Instant homeSeenAt,
            Instant awaySeenAt, Signals signals, List<Track> tracks) {
        this.lastFixAt = lastFixAt;
        this.lastPlace = lastPlace;
        this.lastRadiusMetres = lastRadiusMetres;
        this.homeSeenAt = homeSeenAt;
        this.awaySeenAt = awaySeenAt;
        this.signals = signals;
        this.tracks = tracks;
        if (lastFixAt == null != (lastPlace == null)) {
            throw new IllegalArgumentException("a last fix has a time and a place");
        }
        if (lastFixAt == null && (homeSeenAt != null || awaySeenAt != null || signals != Signals.NONE
                || !Double.isNaN(lastRadiusMetres))) {
            throw new IllegalArgumentException("nothing is known of a person before the first fix");
        }
        if (lastRadiusMetres <= 0 || lastRadiusMetres == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a radius is a positive number of metres, or unknown");
        }
        for (int i = 1; i < tracks.size(); i++) {
            if (Track.ORDER.compare(tracks.get(i - 1), tracks.get(i)) >= 0) {
                throw new IllegalArgumentException("each condition is tracked once, in order");
            }
        }
    }

    /** The newest live fix judged; empty before the first. */
    public Optional<Instant> lastFixAt() {
        return Optional.ofNullable(lastFixAt);
    }

    /** Whether any fix was judged, so that {@link #fixAt} and {@link #place} are there. */
    boolean knowsFix() {
        return lastFixAt != null;
    }

    /** As {@link #lastFixAt}, without a wrapper. */
    Instant fixAt() {
        return lastFixAt;
    }

    /** As {@link #lastPlace}, without a wrapper. */
    WgsCoordinate place() {
        return lastPlace;
    }

    /** As {@link #lastRadiusMetres}, NaN where unknown. */
    double radiusMetres() {
        return lastRadiusMetres;
    }

    /** Where it was. */
    public Optional<WgsCoordinate> lastPlace() {
        return Optional.ofNullable(lastPlace);
    }

    /** The accuracy it claimed, in metres. */
    public OptionalDouble lastRadiusMetres() {
        return Double.isNaN(lastRadiusMetres) ? OptionalDouble.empty() : OptionalDouble.of(lastRadiusMetres);
    }

    /** When the person was last seen in a home area for certain. */
    public Optional<Instant> homeSeenAt() {
        return Optional.ofNullable(homeSeenAt);
    }

    /** When the person was last seen elsewhere for certain. */
    public Optional<Instant> awaySeenAt() {
        return Optional.ofNullable(awaySeenAt);
    }

    /** Signs of made-up positions. */
    public Signals signals() {
        return signals;
    }

    /** Conditions in the making and open, in the order of {@link Condition} and object. */
    public List<Track> tracks() {
        return tracks;
    }

    /** Whether a condition is open, for any object. */
    public boolean isOpen(Condition condition) {
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).condition() == condition && tracks.get(i).open()) {
                return true;
            }
        }
        return false;
    }

    /** The track of a condition and object. */
    public Optional<Track> findTrack(Condition condition, Optional<UUID> object) {
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).is(condition, object)) {
                return Optional.of(tracks.get(i));
            }
        }
        return Optional.empty();
    }

    Standing withTracks(List<Track> others) {
        return new Standing(lastFixAt, lastPlace, lastRadiusMetres, homeSeenAt, awaySeenAt, signals, others);
    }

    Standing after(Fix fix, boolean seenAtHome, boolean seenAway, Signals newSignals, List<Track> newTracks) {
        return new Standing(fix.fixedAt(), fix.place(), fix.accuracyMetres().orElse(Double.NaN),
                seenAtHome ? fix.fixedAt() : homeSeenAt, seenAway ? fix.fixedAt() : awaySeenAt, newSignals, newTracks);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standing that && Objects.equals(lastFixAt, that.lastFixAt)
                && Objects.equals(lastPlace, that.lastPlace)
                && Double.compare(lastRadiusMetres, that.lastRadiusMetres) == 0
                && Objects.equals(homeSeenAt, that.homeSeenAt) && Objects.equals(awaySeenAt, that.awaySeenAt)
                && signals.equals(that.signals) && tracks.equals(that.tracks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lastFixAt, lastPlace, lastRadiusMetres, homeSeenAt, awaySeenAt, signals, tracks);
    }

    /** Holds no coordinate, so that it may be logged. */
    @Override
    public String toString() {
        return "Standing[lastFixAt=" + lastFixAt + ", homeSeenAt=" + homeSeenAt + ", awaySeenAt=" + awaySeenAt
                + ", signals=" + signals + ", tracks=" + tracks + "]";
    }
}
