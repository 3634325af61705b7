package org.rollcall.geofence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules that hold between two neighbouring changes of a rulebook: home, permissions and routes of transit, less the
 * exclusions. Made once and shared by all fixes of that time. Immutable, safe for all threads.
 */
public final class PermittedArea {

    private final List<HomeArea> homes;
    private final List<Permission> permissions;
    private final List<Exclusion> exclusions;
    private final List<Curfew> curfews;
    private final Place[] places;
    private final Place[] zones;
    private final Optional<Permission> freeTransit;
    private final Optional<Element> freeTransitElement;
    private final Optional<Permission> lastEnded;

    /** An area and the rule it stands in, ready to be put into a verdict. */
    record Place(Area area, Optional<Element> element) {}

    PermittedArea(List<Rule> inForce, List<Permission> inTransit, Optional<Permission> lastEnded) {
        homes = only(HomeArea.class, inForce);
        permissions = only(Permission.class, inForce);
        exclusions = only(Exclusion.class, inForce);
        curfews = only(Curfew.class, inForce);
        freeTransit = inTransit.stream().filter(permission -> permission.transit().route().isEmpty()).findFirst();
        freeTransitElement = freeTransit.map(permission -> new Element(Element.Kind.TRANSIT, permission.id()));
        this.lastEnded = lastEnded;
        var permitted = new ArrayList<Place>();
        homes.forEach(home -> permitted.add(place(home.area(), Element.Kind.HOME, home)));
        permissions.forEach(permission -> permission.areas()
                .forEach(area -> permitted.add(place(area, Element.Kind.PERMISSION, permission))));
        inTransit.forEach(permission -> permission.transit().route()
                .ifPresent(route -> permitted.add(place(route, Element.Kind.TRANSIT, permission))));
        places = permitted.toArray(Place[]::new);
        zones = exclusions.stream()
                .map(exclusion -> place(exclusion.area(), Element.Kind.EXCLUSION, exclusion))
                .toArray(Place[]::new);
    }

    /** Home areas of no particular row, and nothing else. */
    static PermittedArea ofHomes(List<Area> areas) {
        List<Rule> homes = new ArrayList<>();
        for (var area : areas) {
            homes.add(new HomeArea(new UUID(0, homes.size()), area, Validity.ALWAYS));
        }
        return new PermittedArea(homes, List.of(), Optional.empty());
    }

    /** The home areas in force. */
    public List<HomeArea> homes() {
        return homes;
    }

    /** The permissions in force. */
    public List<Permission> permissions() {
        return permissions;
    }

    /** The exclusions in force. */
    public List<Exclusion> exclusions() {
        return exclusions;
    }

    /** The curfews whose order is in force, whatever the hour: {@link Curfew#bindsAt} knows the hour. */
    public List<Curfew> curfews() {
        return curfews;
    }

    /** The permission under which the person may be anywhere but in an exclusion, being on the way. */
    public Optional<Permission> freeTransit() {
        return freeTransit;
    }

    /** Whether the person may be anywhere at all: on the way, and with no exclusion in force. */
    boolean permitsAnywhere() {
        return freeTransit.isPresent() && zones.length == 0;
    }

    /** The permission that ended last before this time and was not closed: a return may be waited for. */
    public Optional<Permission> lastEnded() {
        return lastEnded;
    }

    /** Whether a person may be at a place, looked at as a point; {@link Verdict} is what a fix is judged by. */
    public boolean permits(WgsCoordinate place) {
        for (var zone : zones) {
            if (zone.area().covers(place)) {
                return false;
            }
        }
        if (freeTransit.isPresent()) {
            return true;
        }
        for (var permitted : places) {
            if (permitted.area().covers(place)) {
                return true;
            }
        }
        return false;
    }

    Place[] places() {
        return places;
    }

    Place[] zones() {
        return zones;
    }

    Optional<Element> freeTransitElement() {
        return freeTransitElement;
    }

    private static Place place(Area area, Element.Kind kind, Rule rule) {
        return new Place(area, Optional.of(new Element(kind, rule.id())));
    }

    private static <T extends Rule> List<T> only(Class<T> kind, List<Rule> rules) {
        return rules.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
