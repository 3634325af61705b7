package org.rollcall.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.notifications.loopback.LoopbackFcmServer;

/** The demo: loads the counties, lets five phones live through a morning, and holds what came of it against the script. */
final class Play {

    private static final List<String> EXPECTED = List.of("AREA_EXIT " + Cast.LEAVER,
            "CHECKIN_MISSED " + Cast.FORGETTER);
    private static final String OFFICERS_PHONE = "demo-officer-phone";

    private final Api api;
    private final DemoClock clock;
    private final Staff admin;
    private final LoopbackFcmServer fcm;
    private final Teller teller;

    Play(Api api, DemoClock clock, Staff admin, LoopbackFcmServer fcm, Teller teller) {
        this.api = api;
        this.clock = clock;
        this.admin = admin;
        this.fcm = fcm;
        this.teller = teller;
    }

    /** Whether everything came as the script says. */
    boolean run() throws InterruptedException {
        teller.say("loading two counties, two officers, five people …");
        var province = new Loader(api, clock, admin).load();
        Stream.of(province.officer(), province.abroad()).forEach(officer -> officer.put("/api/v1/me/registrations",
                Map.of("kind", "FCM_TOKEN", "value", OFFICERS_PHONE + "-" + officer.login())));
        var begin = clock.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(2));
        schedule(province, begin);
        permit(province, begin);
        var actors = actors(province, begin);
        var watchers = List.of(
                new Watcher(province.officer(), people(province, Cast.DRIFTER, Cast.TRAVELLER, Cast.LEAVER,
                        Cast.FORGETTER), clock, begin, teller),
                new Watcher(province.abroad(), people(province, Cast.NEIGHBOUR), clock, begin, teller));
        var pushes = new Watcher.Pushes(fcm, clock, teller);
        teller.say("five phones begin; one minute of theirs takes %.1f s".formatted(60.0 / clock.speed()));
        watch(begin, actors, watchers, pushes);
        return judge(watchers, pushes);
    }

    private void schedule(Province province, Instant begin) {
        var opens = local(begin.plus(Duration.ofMinutes(Script.WINDOW_OPENS)));
        var closes = local(begin.plus(Duration.ofMinutes(Script.WINDOW_CLOSES)));
        for (var name : List.of(Cast.LEAVER, Cast.FORGETTER)) {
            province.officer().post("/api/v1/supervisees/" + province.person(name).id() + "/schedules", Map.of("kind",
                    "CHECK_IN", "opens", opens, "closes", closes, "graceMinutes", Script.GRACE_MINUTES));
        }
    }

    private static String local(Instant at) {
        return LocalTime.ofInstant(at, Loader.CHINA).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private void permit(Province province, Instant begin) {
        province.officer().post("/api/v1/supervisees/" + province.person(Cast.TRAVELLER).id() + "/permissions",
                Map.of("kind", "SINGLE", "purpose", "探望住院的父亲", "areaIds",
                        List.of(province.areas().get("DEMO-LIUXI")), "validFrom", begin.toString(), "validUntil",
                        begin.plus(Duration.ofDays(2)).toString(), "appliedAt",
                        clock.now().minusSeconds(60).toString()));
    }

    private List<Actor> actors(Province province, Instant begin) {
        var script = new Script();
        return List.of(actor(script.neighbour(), new NativePhone(api, clock, code(province.abroad(), province,
                Cast.NEIGHBOUR)), begin),
                actor(script.drifter(), new OwnTracksPhone(api, enrol(province, Cast.DRIFTER, "OWNTRACKS")), begin),
                actor(script.traveller(), new TraccarPhone(api, enrol(province, Cast.TRAVELLER, "TRACCAR")), begin),
                actor(script.leaver(), new NativePhone(api, clock, code(province.officer(), province, Cast.LEAVER)),
                        begin),
                actor(script.forgetter(),
                        new NativePhone(api, clock, code(province.officer(), province, Cast.FORGETTER)), begin));
    }

    private Actor actor(Role role, Phone phone, Instant begin) {
        return new Actor(role, phone, role.name().equals(Cast.LEAVER), clock, begin, teller);
    }

    private static JsonNode code(Staff officer, Province province, String name) {
        return officer.post("/api/v1/supervisees/" + province.person(name).id() + "/enrolment-codes", null);
    }

    private JsonNode enrol(Province province, String name, String dialect) {
        return api.post("/api/v1/enrolments", null,
                Map.of("code", code(province.officer(), province, name).get("code").asText(), "dialect", dialect));
    }

    private static List<Person> people(Province province, String... names) {
        return Stream.of(names).map(province::person).toList();
    }

    private void watch(Instant begin, List<Actor> actors, List<Watcher> watchers, Watcher.Pushes pushes)
            throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (var actor : actors) {
            var thread = new Thread(actor, "phone");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        var end = begin.plus(Duration.ofMinutes(Script.LENGTH_MINUTES + 10L));
        while (clock.now().isBefore(end)) {
            watchers.forEach(Watcher::look);
            pushes.look();
            Thread.sleep(700);
        }
        for (var thread : threads) {
            thread.join(10_000);
        }
        watchers.forEach(Watcher::look);
        pushes.look();
    }

    private boolean judge(List<Watcher> watchers, Watcher.Pushes pushes) {
        var opened = new TreeSet<String>();
        watchers.forEach(watcher -> opened.addAll(watcher.opened()));
        var verdicts = new java.util.TreeMap<String, Integer>();
        watchers.forEach(watcher -> watcher.verdicts().forEach((key, n) -> verdicts.merge(key, n, Integer::sum)));
        boolean rang = pushes.count() >= EXPECTED.size();
        boolean right = opened.equals(new TreeSet<>(EXPECTED)) && rang;
        teller.say("");
        teller.say("fixes judged: " + verdicts + ", pushes delivered: " + pushes.count());
        teller.say("alerts opened: " + opened);
        teller.say("alerts expected: " + new TreeSet<>(EXPECTED)
                + (right ? ": as it should be" : ": NOT as it should be"));
        return right;
    }
}
