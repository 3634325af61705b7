package org.rollcall.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes the demo's two counties over the API, as an admin and two officers would. */
final class Loader {

    /** So that whoever tries it can send fixes of the last minutes: before an intake nothing is collected. */
    private static final Duration TAKEN_IN_BEFORE = Duration.ofMinutes(15);

    static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    static final String REAL_COUNTY = "US-35028";

    private final Api api;
    private final DemoClock clock;
    private final Staff admin;
    private final Map<String, UUID> areas = new HashMap<>();
    private final Map<String, Person> people = new LinkedHashMap<>();

    Loader(Api api, DemoClock clock, Staff admin) {
        this.api = api;
        this.clock = clock;
        this.admin = admin;
    }

    Province load() {
        var provinceId = admin.get("/api/v1/me").get("posts").get(0).get("unitId").asText();
        var prefecture = unit(provinceId, "PREFECTURE", "演示市");
        var county = unit(prefecture, "COUNTY", "青河县司法局(演示)");
        var office = unit(county, "JUSTICE_OFFICE", "河口司法所(演示)");
        var abroadOffice = unit(unit(prefecture, "COUNTY", "Los Alamos County (demo, real boundary)"),
                "JUSTICE_OFFICE", "Los Alamos office (demo)");
        importAreas(new GeneratedCounties().asGeoJson());
        importAreas(realCounties());
        var officer = officer("demo.officer", "王敏(演示)", office, "OFFICER");
        var abroad = officer("demo.abroad", "Jo Miller (demo)", abroadOffice, "OFFICER");
        // Leaves of up to a week are the office's to decide where the county says so.
        officer("demo.county", "赵刚(演示)", county, "COUNTY_OFFICER").post(
                "/api/v1/agency-units/" + office + "/leave-delegations", Map.of("reason", "演示〔2026〕2号"));
        for (var name : List.of(Cast.DRIFTER, Cast.TRAVELLER, Cast.LEAVER, Cast.FORGETTER)) {
            register(officer, office, name, CHINA, "DEMO-QINGHE");
        }
        register(abroad, abroadOffice, Cast.NEIGHBOUR, ZoneId.of("America/Denver"), REAL_COUNTY);
        return new Province(officer, abroad, Map.copyOf(people), Map.copyOf(areas));
    }

    private String unit(String parent, String level, String name) {
        return admin.post("/api/v1/agency-units", Map.of("parentId", parent, "level", level, "name", name)).get("id")
                .asText();
    }

    private void importAreas(Object geoJson) {
        var report = admin.post("/api/v1/areas/imports?crs=WGS84&validFrom=2020-01-01T00:00:00Z", geoJson);
        for (var item : report.get("items")) {
            if (item.get("disposition").asText().equals("REFUSED")) {
                throw new DemoException("a boundary of the demo was refused: " + item);
            }
            areas.put(item.get("code").asText(), UUID.fromString(item.get("areaId").asText()));
        }
    }

    private static JsonNode realCounties() {
        try (var file = Loader.class.getResourceAsStream("real-counties.geojson")) {
            return Api.JSON.readTree(file);
        } catch (IOException e) {
            throw new DemoException("the demo's boundaries cannot be read", e);
        }
    }

    private Staff officer(String login, String name, String unit, String role) {
        var given = password();
        var account = admin
                .post("/api/v1/accounts", Map.of("login", login, "displayName", name, "password", given)).get("id")
                .asText();
        admin.post("/api/v1/accounts/" + account + "/posts", Map.of("unitId", unit, "role", role));
        return Staff.choosing(api, clock, login, given, password());
    }

    private static String password() {
        byte[] secret = new byte[12];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private void register(Staff officer, String unit, String name, ZoneId zone, String home) {
        var today = LocalDate.ofInstant(clock.now(), zone);
        var id = officer.post("/api/v1/supervisees",
                Map.of("unitId", unit, "caseNumber", "DEMO-" + today.getYear() + "-" + (1 + people.size()), "fullName",
                        name, "legalBasis", "PROBATION", "termFrom", today.minusDays(30).toString(), "termUntil",
                        today.plusYears(1).toString(), "zone", zone.getId()))
                .get("id").asText();
        Instant since = clock.now().minus(TAKEN_IN_BEFORE);
        officer.post("/api/v1/supervisees/" + id + "/intake", Map.of("at", since.toString()));
        officer.put("/api/v1/supervisees/" + id + "/home-area",
                Map.of("areaIds", List.of(areas.get(home)), "validFrom", since.toString()));
        follow(officer, id, since);
        people.put(name, new Person(name, UUID.fromString(id)));
    }

    /** The demo's phones send every few minutes, which takes a paper: without one only check-ins would be kept. */
    private static void follow(Staff officer, String person, Instant since) {
        var instruction = officer.post("/api/v1/supervisees/" + person + "/legal-instructions",
                Map.of("documentNumber", "演示〔2026〕1号", "issuedBy", "演示县司法局法制科", "reason", "演示", "validUntil",
                        since.plus(Duration.ofDays(300)).toString()))
                .get("id").asText();
        officer.post("/api/v1/supervisees/" + person + "/location-modes", Map.of("mode", "CONTINUOUS", "basis",
                "演示〔2026〕1号", "reason", "演示", "intervalMinutes", Script.EVERY_MINUTES, "validFrom", since.toString(),
                "instructionId", instruction));
    }
}
