package org.rollcall.bench.ceiling;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import org.rollcall.bench.world.World;
import org.rollcall.geofence.WgsCoordinate;

/** An event loop's server: reads fixes, looks up how far the person's area is, answers when they are committed. */
final class FixServer extends AbstractVerticle {

    private final int port;
    private final PgConnectOptions database;
    private final World world;
    private final Clock clock = Clock.systemUTC();
    private GroupCommit commit;

    FixServer(int port, PgConnectOptions database, World world) {
        this.port = port;
        this.database = database;
        this.world = world;
    }

    @Override
    public void start(Promise<Void> started) {
        PgConnection.connect(vertx, database).compose(connection -> {
            commit = new GroupCommit(connection);
            return vertx.createHttpServer().requestHandler(this::take).listen(port, "127.0.0.1");
        }).<Void>mapEmpty().onComplete(started);
    }

    private void take(HttpServerRequest request) {
        int person = Integer.parseInt(request.path().substring("/fixes/".length()));
        request.body().onSuccess(body -> store(request, person, body))
                .onFailure(failure -> request.response().setStatusCode(400).end());
    }

    private void store(HttpServerRequest request, int person, Buffer body) {
        var receivedAt = clock.instant();
        var fixes = body.toJsonObject().getJsonArray("fixes");
        var rows = new ArrayList<Row>(fixes.size());
        for (int i = 0; i < fixes.size(); i++) {
            rows.add(row(person, fixes.getJsonObject(i), receivedAt));
        }
        commit.add(rows, () -> request.response().putHeader("Content-Type", "application/json")
                .end(answer(receivedAt, rows.size()).toBuffer()),
                failure -> request.response().setStatusCode(503).end());
    }

    private Row row(int person, JsonObject fix, Instant receivedAt) {
        double lon = fix.getDouble("lon");
        double lat = fix.getDouble("lat");
        double distance = world.area(world.county(person)).signedDistanceMetres(new WgsCoordinate(lat, lon));
        return new Row(world.person(person), utc(Instant.parse(fix.getString("fixedAt"))),
                Row.hash(fix.getString("sourceKey")), utc(receivedAt), lon, lat,
                fix.getFloat("accuracyMetres"), fix.getString("trigger"), distance > 0 ? "OUTSIDE" : "INSIDE",
                (float) distance);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static JsonObject answer(Instant receivedAt, int fixes) {
        var results = new JsonArray();
        for (int i = 0; i < fixes; i++) {
            results.add(new JsonObject().put("index", i).put("disposition", "STORED"));
        }
        return new JsonObject().put("receivedAt", receivedAt.toString()).put("results", results);
    }
}
