package org.rollcall.bench.load;

import java.nio.ByteBuffer;

/** Everybody's next fixes, one person after the other, until the time is over. */
final class FreshFixes implements Supply {

    /** Apart by a number that no crowd is a multiple of: neighbours in time are no neighbours in the tables. */
    private static final int STRIDE = 7_919;

    private final Phones phones;
    private final Order order;
    private final long until;
    private final long most;
    private long turn;

    FreshFixes(Phones phones, Order order, long until) {
        this.phones = phones;
        this.order = order;
        this.until = until;
        // A backlog ends where now begins.
        this.most = order.backlogMillis() <= 0
                ? Long.MAX_VALUE
                : order.people() * (order.backlogMillis() / Phones.BACKLOG_STEP_MILLIS / order.traffic().fixes());
    }

    @Override
    public Shot next() {
        if (finished()) {
            return null;
        }
        int person = order.firstPerson() + (int) (turn++ * STRIDE % order.people());
        return phones.next(order, person);
    }

    @Override
    public void answered(Shot shot, int status, ByteBuffer answer) {
        // The driver counts.
    }

    @Override
    public void broken(Shot shot) {
        // The driver counts.
    }

    @Override
    public boolean finished() {
        return turn >= most || System.nanoTime() >= until;
    }
}
