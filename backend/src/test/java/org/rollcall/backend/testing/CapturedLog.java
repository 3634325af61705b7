package org.rollcall.backend.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/** All that is logged while it is open, messages and failures with their causes; of ours at every level. */
public final class CapturedLog implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("org.rollcall");
    private final Handler capture = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(ExtLogRecord.wrap(line).getFormattedMessage() + said(line.getThrown()));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    private CapturedLog() {
        capture.setLevel(Level.ALL);
        root.addHandler(capture);
        ours.setLevel(Level.ALL);
    }

    /** Begins now. */
    public static CapturedLog open() {
        return new CapturedLog();
    }

    /** What was logged until now, a line each. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.removeHandler(capture);
        ours.setLevel(null);
    }

    private static String said(Throwable thrown) {
        return thrown == null ? "" : " " + thrown + said(thrown.getCause());
    }
}
