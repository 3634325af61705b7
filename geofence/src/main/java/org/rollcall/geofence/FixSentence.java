package org.rollcall.geofence;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.rollcall.geofence.Judgement.Timeliness;
import org.rollcall.geofence.Verdict.Answer;
import org.rollcall.geofence.Verdict.Cause;

/** Says where a fix lay and what bore on that. Lives for one explanation. */
final class FixSentence {

    private final Fix fix;
    private final Judgement judgement;
    private final Verdict verdict;
    private final PermittedArea permitted;
    private final Names names;
    private final ZoneId zone;

    FixSentence(Fix fix, Judgement judgement, PermittedArea permitted, Names names, ZoneId zone) {
        this.fix = fix;
        this.judgement = judgement;
        this.verdict = judgement.verdict();
        this.permitted = permitted;
        this.names = names;
        this.zone = zone;
    }

    String write() {
        return where() + ", " + accuracy() + row() + doubt() + permission() + timeliness();
    }

    private String where() {
        var name = verdict.element().map(names::nameOf).orElse("");
        if (verdict.cause() == Cause.IN_TRANSIT) {
            return Phrases.onTheWay(name);
        }
        if (verdict.distanceMetres().isEmpty()) {
            return "somewhere";
        }
        double metres = verdict.distanceMetres().getAsDouble();
        if (verdict.cause() == Cause.IN_EXCLUSION || verdict.cause() == Cause.EXCLUSION_WITHIN_REACH) {
            // Of an exclusion the verdict tells how deep the point lies in what is forbidden.
            return Phrases.metres(Math.abs(metres)) + (metres >= 0 ? " inside" : " outside") + " the exclusion zone "
                    + name;
        }
        return metres > 0
                ? Phrases.metres(metres) + " outside " + name
                : Phrases.metres(depthMetres()) + " inside " + name;
    }

    /** How deep, which a verdict knows only as far as it matters. */
    private double depthMetres() {
        double distance = 0;
        for (var place : permitted.places()) {
            if (place.element().equals(verdict.element())) {
                distance = Math.min(distance, place.area().signedDistanceMetres(fix.place()));
            }
        }
        return -distance;
    }

    private String accuracy() {
        return fix.accuracyMetres().isPresent()
                ? "accuracy " + Phrases.metres(fix.accuracyMetres().getAsDouble())
                : "accuracy unknown";
    }

    /** How long the row of fixes is that this one belongs to. */
    private String row() {
        if (judgement.timeliness() != Timeliness.LIVE || verdict.answer() != Answer.OUTSIDE) {
            return "";
        }
        return track().filter(track -> track.last().equals(fix.fixedAt()))
                .map(track -> ", " + Phrases.ordinal(track.fixes()) + " fix" + span(track)
                        + Phrases.against(track.against()))
                .orElse("");
    }

    private Optional<Track> track() {
        if (verdict.cause() == Cause.IN_EXCLUSION) {
            return judgement.next().findTrack(Condition.ZONE_ENTRY, verdict.element().map(Element::id));
        }
        return judgement.next().tracks()
                .stream()
                .filter(track -> track.condition() == Condition.AREA_EXIT
                        || track.condition() == Condition.TRIP_DEVIATION)
                .findFirst();
    }

    private static String span(Track track) {
        return track.fixes() < 2 ? "" : " in " + Phrases.time(Duration.between(track.since(), track.last()));
    }

    private String doubt() {
        return switch (verdict.cause()) {
            case BORDER_WITHIN_REACH, EXCLUSION_WITHIN_REACH ->
                ": not sure within " + Phrases.metres(verdict.marginMetres()) + " of the border";
            case ACCURACY_UNKNOWN -> ": not sure without an accuracy";
            case TOO_COARSE -> ": too coarse to tell";
            case NO_PERMITTED_AREA -> ": no permitted area is on record for " + day();
            case CIRCLE_INSIDE, SHARP_POINT_INSIDE, IN_TRANSIT, CIRCLE_OUTSIDE, IN_EXCLUSION -> "";
        };
    }

    /** Of a point outside only: whoever is at home needs none. */
    private String permission() {
        if (verdict.cause() == Cause.IN_EXCLUSION || verdict.cause() == Cause.EXCLUSION_WITHIN_REACH
                || verdict.distanceMetres().isEmpty() || verdict.distanceMetres().getAsDouble() <= 0) {
            return "";
        }
        List<Permission> inForce = permitted.permissions();
        if (inForce.isEmpty()) {
            return "; no permission on " + day();
        }
        return "; permission on " + day() + " for " + inForce.stream()
                .map(permission -> names.nameOf(new Element(Element.Kind.PERMISSION, permission.id())))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private String timeliness() {
        return switch (judgement.timeliness()) {
            case LIVE -> "";
            case LATE -> "; recorded later, at " + Phrases.moment(fix.receivedAt(), zone);
            case FUTURE -> "; the phone's clock is ahead by "
                    + Phrases.time(Duration.between(fix.receivedAt(), fix.fixedAt()));
        };
    }

    private String day() {
        return Phrases.day(fix.fixedAt(), zone);
    }
}
