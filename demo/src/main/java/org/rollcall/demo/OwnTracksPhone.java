package org.rollcall.demo;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** The OwnTracks app for Android in HTTP mode. */
final class OwnTracksPhone implements Phone {

    private final Api api;
    private final String path;
    private final String authorization;

    OwnTracksPhone(Api api, JsonNode enrolment) {
        this.api = api;
        this.path = enrolment.get("ingestPath").asText();
        var credentials = enrolment.get("login").asText() + ":" + enrolment.get("secret").asText();
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String app() {
        return "OwnTracks";
    }

    @Override
    public String report(Place place, double accuracyMetres, Instant fixedAt) {
        var body = String.format(Locale.ROOT,
                "{\"_type\":\"location\",\"lat\":%.6f,\"lon\":%.6f,\"tst\":%d,\"acc\":%d,\"tid\":\"cb\",\"batt\":81,"
                        + "\"bs\":1,\"conn\":\"m\",\"t\":\"t\",\"m\":1,\"created_at\":%d,\"_id\":\"%s\",\"SSID\":\"home\"}",
                place.lat(), place.lon(), fixedAt.getEpochSecond(), Math.round(accuracyMetres),
                fixedAt.getEpochSecond(), UUID.randomUUID().toString().substring(0, 8));
        var answer = api.raw(api.request(path).header("Content-Type", "application/json; charset=utf-8")
                .header("Authorization", authorization).header("User-Agent", "Owntracks-Android/gms/420412000")
                .POST(BodyPublishers.ofString(body)));
        return answer.statusCode() + " " + answer.body();
    }
}
