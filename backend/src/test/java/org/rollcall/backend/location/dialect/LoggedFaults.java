package org.rollcall.backend.location.dialect;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged with a stack trace, or as a fault of ours: nothing that a client sends is a reason for that. */
final class LoggedFaults {

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            if (event.getThrown() != null || event.getLevel().intValue() >= Level.SEVERE.intValue()) {
                logged.add(event.getLoggerName() + " " + event.getMessage() + " " + event.getThrown());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    void listen() {
        Logger.getLogger("").addHandler(handler);
    }

    List<String> stop() {
        Logger.getLogger("").removeHandler(handler);
        return List.copyOf(logged);
    }
}
