package org.rollcall.backend.location.dialect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import org.rollcall.backend.testing.People;

/** An app of others, as tests need it: how it sends, and what it needs to hear, a column of the table in CLIENTS section 8. */
enum ForeignApp {
    OWNTRACKS("[]", 503, 401, 503), OSMAND("", 503, 404, 503), TRANSISTORSOFT("{}", 401, 401, 429), OVERLAND(
            "{\"result\":\"ok\"}", 401, 401, 429), GPSLOGGER("", 401, 401, 429);

    static final String BASE = "/api/v1/ingest/";

    /** The body of the answer when it may forget what it sent. */
    final String taken;
    /** The status for a right secret whose time is over. */
    final int expired;
    /** The status for a wrong one. */
    final int unknown;
    /** The status for too many. */
    final int tooFast;

    ForeignApp(String taken, int expired, int unknown, int tooFast) {
        this.taken = taken;
        this.expired = expired;
        this.unknown = unknown;
        this.tooFast = tooFast;
    }

    /** A phone of that person on which it runs. */
    People.ForeignPhone phone(People people, UUID person) {
        return switch (this) {
            case OWNTRACKS -> people.ownTracks(person);
            case OSMAND -> people.traccar(person);
            case TRANSISTORSOFT -> people.transistorsoft(person);
            case OVERLAND -> people.overland(person);
            case GPSLOGGER -> people.gpsLogger(person);
        };
    }

    String path(People.ForeignPhone phone) {
        return BASE + name().toLowerCase(java.util.Locale.ROOT) + (this == OSMAND ? "/" + phone.secret() : "");
    }

    /** A line of the head, with its end; empty where the path says who it is. */
    String authorization(People.ForeignPhone phone) {
        return switch (this) {
            case OSMAND -> "";
            case OWNTRACKS, GPSLOGGER -> "Authorization: Basic " + Base64.getEncoder()
                    .encodeToString((phone.device() + ":" + phone.secret()).getBytes(StandardCharsets.UTF_8)) + "\r\n";
            case TRANSISTORSOFT, OVERLAND -> "Authorization: Bearer " + phone.secret() + "\r\n";
        };
    }

    /** The body that says that the phone was at that latitude of 116.3521° E. */
    String place(Instant at, double lat) {
        return switch (this) {
            case OWNTRACKS -> "{\"_type\":\"location\",\"tid\":\"lq\",\"lat\":" + lat + ",\"lon\":116.3521,\"tst\":"
                    + at.getEpochSecond() + "}";
            case TRANSISTORSOFT -> "{\"location\":{\"timestamp\":\"" + at + "\",\"coords\":{\"latitude\":" + lat
                    + ",\"longitude\":116.3521}}}";
            case OVERLAND -> "{\"locations\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[116.3521," + lat
                    + "]},\"properties\":{\"timestamp\":\"" + at + "\"}}]}";
            case OSMAND, GPSLOGGER -> "lat=" + lat + "&lon=116.3521&timestamp=" + at.getEpochSecond();
        };
    }
}
