package org.rollcall.bench.server;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.demo.Api;
import org.rollcall.demo.DemoClock;
import org.rollcall.demo.Staff;

/** People with a home area, and phones of theirs, made over the API. */
public final class Population {

    private static final String OFFICERS_PASSWORD = "a bench has no secrets";
    private static final String OFFICERS_FIRST_PASSWORD = "given by an admin";

    private final Api api;
    private final Staff admin;
    private final Staff officer;
    private final String office;
    private final String home;

    private Population(Api api, Staff admin, Staff officer, String office, String home) {
        this.api = api;
        this.admin = admin;
        this.officer = officer;
        this.office = office;
        this.home = home;
    }

    /** An office whose people live in that area, given as a GeoJSON feature collection of one feature with a code. */
    public static Population in(OwnServer server, Object homeArea) {
        var admin = server.admin();
        var api = server.api();
        var province = admin.get("/api/v1/me").get("posts").get(0).get("unitId").asText();
        var prefecture = unit(admin, province, "PREFECTURE");
        var office = unit(admin, unit(admin, prefecture, "COUNTY"), "JUSTICE_OFFICE");
        var account = admin.post("/api/v1/accounts",
                Map.of("login", "bench.officer", "displayName", "Bench", "password", OFFICERS_FIRST_PASSWORD)).get("id")
                .asText();
        admin.post("/api/v1/accounts/" + account + "/posts", Map.of("unitId", office, "role", "OFFICER"));
        var officer = Staff.choosing(api, DemoClock.REAL, "bench.officer", OFFICERS_FIRST_PASSWORD,
                OFFICERS_PASSWORD);
        // By the office: a circle is somebody's home, and is seen only where its unit is.
        var home = importAreas(officer, homeArea).get("items").get(0).get("areaId").asText();
        return new Population(api, admin, officer, office, home);
    }

    /** Imports a GeoJSON feature collection. */
    public void importAreas(Object areas) {
        importAreas(admin, areas);
    }

    private static JsonNode importAreas(Staff importer, Object areas) {
        return importer.post("/api/v1/areas/imports?crs=WGS84&validFrom=2020-01-01T00:00:00Z", areas);
    }

    private static String unit(Staff admin, String parent, String level) {
        return admin.post("/api/v1/agency-units", Map.of("parentId", parent, "level", level, "name", level)).get("id")
                .asText();
    }

    /** Makes that many people; the paths that their phones send to. */
    public List<String> phones(int count) {
        return IntStream.range(0, count).parallel()
                .mapToObj(number -> enrol(person(number), Map.of("dialect", "TRACCAR")).get("ingestPath").asText())
                .toList();
    }

    /** Somebody who has been taken in, since a day ago; the id. */
    public String person(int number) {
        var today = LocalDate.now(ZoneOffset.UTC);
        var person = officer.post("/api/v1/supervisees",
                Map.of("unitId", office, "caseNumber", "BENCH-" + number, "fullName", "Person " + number, "legalBasis",
                        "PROBATION", "termFrom", today.minusDays(30).toString(), "termUntil",
                        today.plusYears(1).toString()))
                .get("id").asText();
        var since = DemoClock.REAL.now().minusSeconds(86_400).toString();
        officer.post("/api/v1/supervisees/" + person + "/intake", Map.of("at", since));
        officer.put("/api/v1/supervisees/" + person + "/home-area",
                Map.of("areaIds", List.of(home), "validFrom", since));
        follow(person, since);
        return person;
    }

    /** Gives a person a phone; what the server tells it. */
    public JsonNode enrol(String person, Map<String, Object> phone) {
        var request = new HashMap<>(phone);
        request.put("code", officer.post("/api/v1/supervisees/" + person + "/enrolment-codes", null).get("code")
                .asText());
        return api.post("/api/v1/enrolments", null, request);
    }

    /** What only its officers may see. */
    public Staff officer() {
        return officer;
    }

    /** Lets a phone report by the minute, which takes a paper. */
    private void follow(String person, String since) {
        var instruction = officer.post("/api/v1/supervisees/" + person + "/legal-instructions",
                Map.of("documentNumber", "BENCH-1", "issuedBy", "Bench", "reason", "Bench", "validUntil",
                        DemoClock.REAL.now().plusSeconds(864_000).toString()))
                .get("id").asText();
        officer.post("/api/v1/supervisees/" + person + "/location-modes", Map.of("mode", "CONTINUOUS", "basis",
                "BENCH-1", "reason", "Bench", "intervalMinutes", 1, "instructionId", instruction, "validFrom", since));
    }
}
