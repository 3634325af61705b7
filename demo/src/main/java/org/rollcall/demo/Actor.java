package org.rollcall.demo;

import java.time.Duration;
import java.time.Instant;

/** Plays one role with one phone, in a thread of its own. */
final class Actor implements Runnable {

    private final Role role;
    private final Phone phone;
    private final boolean checksIn;
    private final DemoClock clock;
    private final Instant begin;
    private final Teller teller;

    Actor(Role role, Phone phone, boolean checksIn, DemoClock clock, Instant begin, Teller teller) {
        this.role = role;
        this.phone = phone;
        this.checksIn = checksIn;
        this.clock = clock;
        this.begin = begin;
        this.teller = teller;
    }

    @Override
    public void run() {
        try {
            for (int minute = 0; minute <= Script.LENGTH_MINUTES; minute += Script.EVERY_MINUTES) {
                clock.await(begin.plus(Duration.ofMinutes(minute)));
                play(minute);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DemoException e) {
            teller.tell(clock.now(), "problem", role.name() + ": " + e.getMessage());
        }
    }

    private void play(int minute) {
        var said = role.at(minute);
        var now = clock.now();
        if (checksIn && minute == Script.CHECK_IN_AT && phone instanceof NativePhone own) {
            teller.tell(now, "check-in",
                    role.name() + " checks in: " + own.checkIn(said.place(), said.accuracyMetres(), now));
            return;
        }
        var answer = phone.report(said.place(), said.accuracyMetres(), now);
        if (answer.contains("burst") || answer.contains("QUARANTINED") || answer.contains("reportLocation")) {
            teller.tell(now, "phone", role.name() + " (" + phone.app() + "): " + answer);
        }
    }
}
