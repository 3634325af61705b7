package org.rollcall.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Prints what happens, as it happens, under the time of the demo's county. Thread-safe. */
final class Teller {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm").withZone(Loader.CHINA);

    private final PrintStream out;

    Teller(PrintStream out) {
        this.out = out;
    }

    synchronized void tell(Instant at, String kind, String text) {
        out.printf("%s  %-8s %s%n", TIME.format(at), kind, text);
        out.flush();
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }
}
