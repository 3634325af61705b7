package org.rollcall.bench.load;

import java.nio.ByteBuffer;

/** Where the driver gets its requests, and who hears what became of them. One thread. */
interface Supply {

    /** The next request, or null where there is none at the moment. */
    Shot next();

    /** @param answer head and body, to be read at once */
    void answered(Shot shot, int status, ByteBuffer answer);

    /** The connection broke before there was an answer. */
    void broken(Shot shot);

    /** Whether there will never be one again. */
    boolean finished();
}
