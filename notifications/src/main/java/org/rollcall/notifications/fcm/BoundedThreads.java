package org.rollcall.notifications.fcm;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.firebase.FirebaseApp;
import com.google.firebase.ThreadManager;

/**
 * The SDK's threads, with bounds. The SDK's own pool grows without limit, and a thread sleeps for seconds in its
 * retries while FCM is unavailable; a full queue here is refused at once and becomes a retry.
 */
final class BoundedThreads extends ThreadManager {

    static final int THREADS = 16;
    static final int WAITING = 2_000;

    private final AtomicInteger count = new AtomicInteger();

    @Override
    protected ExecutorService getExecutor(FirebaseApp app) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING), getThreadFactory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    protected void releaseExecutor(FirebaseApp app, ExecutorService executor) {
        executor.shutdownNow();
    }

    @Override
    protected ThreadFactory getThreadFactory() {
        return task -> {
            Thread thread = new Thread(task, "rollcall-fcm-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
