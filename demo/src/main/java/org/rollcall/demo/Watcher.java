package org.rollcall.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.notifications.loopback.LoopbackFcmServer;

/**
 * An officer at the desk with a phone: sees what was judged, takes alerts on, and closes them when their cause is over.
 * Used by one thread.
 */
final class Watcher {

    private final Staff officer;
    private final List<Person> people;
    private final DemoClock clock;
    private final Teller teller;
    private final Map<Person, Instant> seenUntil = new HashMap<>();
    private final Map<String, Integer> entriesSeen = new HashMap<>();
    private final List<String> opened = new ArrayList<>();
    private final Map<String, Integer> verdicts = new HashMap<>();

    Watcher(Staff officer, List<Person> people, DemoClock clock, Instant begin, Teller teller) {
        this.officer = officer;
        this.people = List.copyOf(people);
        this.clock = clock;
        this.teller = teller;
        people.forEach(person -> seenUntil.put(person, begin.minusSeconds(1)));
    }

    /** Each alert that opened: {@code CODE name}. */
    List<String> opened() {
        return List.copyOf(opened);
    }

    /** How many fixes were judged, by verdict. */
    Map<String, Integer> verdicts() {
        return Map.copyOf(verdicts);
    }

    void look() {
        people.forEach(this::trajectory);
        for (var alert : officer.get("/api/v1/alerts?limit=50").get("items")) {
            alert(officer.get("/api/v1/alerts/" + alert.get("id").asText()));
        }
    }

    private void trajectory(Person person) {
        var from = seenUntil.get(person);
        var to = clock.now().plusSeconds(60);
        if (!to.isAfter(from)) {
            // The morning has not begun.
            return;
        }
        var fixes = officer.get("/api/v1/supervisees/" + person.id() + "/trajectory?purpose=PERMISSION_CHECK&from="
                + from + "&to=" + to).get("features");
        for (var fix : fixes) {
            var properties = fix.get("properties");
            var at = Instant.parse(properties.get("fixedAt").asText());
            seenUntil.merge(person, at.plusMillis(1), (a, b) -> a.isAfter(b) ? a : b);
            verdicts.merge(properties.get("verdict").asText(), 1, Integer::sum);
            teller.tell(at, "fix", "%s: %-7s %s".formatted(person.name(), properties.get("verdict").asText(),
                    distance(properties)));
        }
    }

    private static String distance(JsonNode properties) {
        var accuracy = properties.has("accuracyMetres")
                ? "accuracy %.0f m".formatted(properties.get("accuracyMetres").asDouble())
                : "accuracy unknown";
        if (!properties.has("distanceMetres")) {
            return accuracy;
        }
        double metres = properties.get("distanceMetres").asDouble();
        return "%.0f m %s the border, %s".formatted(Math.abs(metres), metres < 0 ? "inside" : "outside", accuracy);
    }

    private void alert(JsonNode alert) {
        var id = alert.get("id").asText();
        var name = people.stream().filter(person -> person.id().toString().equals(alert.get("superviseeId").asText()))
                .map(Person::name).findFirst().orElse("somebody");
        var entries = alert.get("entries");
        for (int i = entriesSeen.getOrDefault(id, 0); i < entries.size(); i++) {
            var entry = entries.get(i);
            var kind = entry.get("kind").asText();
            if (kind.equals("OPENED")) {
                opened.add(alert.get("code").asText() + " " + name);
            }
            if (!kind.equals("EVIDENCE")) {
                teller.tell(clock.now(), "ALERT", "%s %s %s%s".formatted(name, alert.get("code").asText(), kind,
                        entry.has("handling") ? " " + entry.get("handling").asText() : ""));
            }
        }
        entriesSeen.put(id, entries.size());
        handle(id, alert);
    }

    private void handle(String id, JsonNode alert) {
        var handling = alert.get("handling").asText();
        if (handling.equals("OPEN")) {
            officer.post("/api/v1/alerts/" + id + "/acknowledgement", Map.of("reason", "电话核实中"));
        } else if (handling.equals("ACKNOWLEDGED") && alert.get("condition").asText().equals("CLEARED")) {
            officer.post("/api/v1/alerts/" + id + "/closure",
                    Map.of("outcome", "VERIFIED_INNOCENT", "reason", "已返回,当面说明情况"));
        }
    }

    /** The pushes that reached officers' phones, told once each. */
    static final class Pushes {

        private final LoopbackFcmServer fcm;
        private final DemoClock clock;
        private final Teller teller;
        private int told;

        Pushes(LoopbackFcmServer fcm, DemoClock clock, Teller teller) {
            this.fcm = fcm;
            this.clock = clock;
            this.teller = teller;
        }

        /** How many there were. */
        int count() {
            return told;
        }

        void look() {
            var received = fcm.received();
            for (; told < received.size(); told++) {
                var push = received.get(told);
                var data = (Map<?, ?>) push.message().get("data");
                var shown = (Map<?, ?>) push.message().get("notification");
                teller.tell(clock.now(), "PUSH", "%s rings: %s %s%s".formatted(push.target(), data.get("code"),
                        data.get("alertCode") == null ? "" : data.get("alertCode"),
                        shown == null ? "" : " «" + shown.get("title") + ": " + shown.get("body") + "»"));
            }
        }
    }
}
