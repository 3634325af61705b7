package org.rollcall.notifications.fcm;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.google.api.core.ApiFuture;

/** From the SDK's futures to the JDK's. */
final class ApiFutures {

    private ApiFutures() {
    }

    static <T> CompletableFuture<T> toCompletable(ApiFuture<T> future) {
        CompletableFuture<T> result = new CompletableFuture<>();
        future.addListener(() -> {
            try {
                result.complete(future.get());
            } catch (ExecutionException e) {
                result.completeExceptionally(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(e);
            } catch (CancellationException e) {
                result.completeExceptionally(e);
            }
        }, Runnable::run);
        return result;
    }
}
