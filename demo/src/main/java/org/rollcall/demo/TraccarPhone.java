package org.rollcall.demo;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/** Traccar Client, version 10 and later: a form, speeds in knots. */
final class TraccarPhone implements Phone {

    private final Api api;
    private final String path;

    TraccarPhone(Api api, JsonNode enrolment) {
        this.api = api;
        this.path = enrolment.get("ingestPath").asText();
    }

    @Override
    public String app() {
        return "Traccar";
    }

    @Override
    public String report(Place place, double accuracyMetres, Instant fixedAt) {
        var form = String.format(Locale.ROOT,
                "id=52617481&lat=%.6f&lon=%.6f&timestamp=%d&accuracy=%.1f&altitude=310&speed=0.00&bearing=0&batt=76&charge=false",
                place.lat(), place.lon(), fixedAt.getEpochSecond(), accuracyMetres);
        var answer = api.raw(api.request(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return String.valueOf(answer.statusCode());
    }
}
