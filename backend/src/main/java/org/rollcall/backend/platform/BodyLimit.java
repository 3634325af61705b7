package org.rollcall.backend.platform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** Refuses a body that turns out to be too large while it is read: one that does not say its length beforehand. */
@Provider
class BodyLimit implements ReaderInterceptor {

    private final BodySizes sizes;
    private final CurrentVertxRequest request;

    BodyLimit(BodySizes sizes, CurrentVertxRequest request) {
        this.sizes = sizes;
        this.request = request;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Counted(context.getInputStream(),
                sizes.mostBytes(request.getCurrent().normalizedPath())));
        return context.proceed();
    }

    private static final class Counted extends FilterInputStream {

        private long left;

        Counted(InputStream body, long most) {
            super(body);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new ProblemException(ProblemType.TOO_LARGE, ProblemType.TOO_LARGE.title() + ".");
            }
        }
    }
}
