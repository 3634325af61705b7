package org.rollcall.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.rollcall.notifications.loopback.LoopbackFcmServer;

/**
 * {@code load} makes the demo's counties in a running server; {@code play} also lets five phones live through a morning.
 * Settings come from the environment, so that no password stands in a list of processes; {@code ./run} sets them.
 */
public final class Main {

    private Main() {
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            System.exit(run(arguments.length == 0 ? "" : arguments[0], out) ? 0 : 1);
        } catch (DemoException e) {
            System.err.println("rollcall: " + e.getMessage());
            System.exit(1);
        }
    }

    private static boolean run(String command, PrintStream out) throws IOException, InterruptedException {
        var api = new Api(URI.create(setting("ROLLCALL_PLAY_SERVER")));
        switch (command) {
            case "load" -> {
                load(api, out);
                return true;
            }
            case "play" -> {
                return play(api, out);
            }
            default -> throw new DemoException("usage: load | play");
        }
    }

    private static void load(Api api, PrintStream out) {
        var clock = DemoClock.REAL;
        var province = new Loader(api, clock, admin(api, clock)).load();
        out.printf("%s %s%n%s %s%n", province.officer().login(), province.officer().password(),
                province.abroad().login(), province.abroad().password());
    }

    private static boolean play(Api api, PrintStream out) throws IOException, InterruptedException {
        var clock = new DemoClock(Instant.parse(setting("ROLLCALL_DEMO_REAL_FROM")),
                Instant.parse(setting("ROLLCALL_DEMO_SHOWN_FROM")), Integer.parseInt(setting("ROLLCALL_DEMO_SPEED")));
        var endpoint = URI.create(setting("ROLLCALL_PLAY_FCM"));
        try (var fcm = LoopbackFcmServer.start(endpoint.getPort(), setting("ROLLCALL_PLAY_FCM_BEARER"))) {
            return new Play(api, clock, admin(api, clock), fcm, new Teller(out)).run();
        }
    }

    private static Staff admin(Api api, DemoClock clock) {
        return new Staff(api, clock, setting("ROLLCALL_PLAY_ADMIN"), setting("ROLLCALL_PLAY_ADMIN_PASSWORD"));
    }

    private static String setting(String name) {
        var value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new DemoException(name + " is not set: './run demo' sets it");
        }
        return value;
    }
}
