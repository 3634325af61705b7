package org.rollcall.notifications.fcm;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import org.jboss.logging.Logger;
import org.rollcall.notifications.Channel;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Payload;
import org.rollcall.notifications.Registration;

/**
 * Delivers over FCM with the real SDK, in a {@link FirebaseApp} of its own, so that several can live in one process.
 *
 * <p>Results follow {@link FcmResults}. Safe for all threads; close it to end its threads.
 */
public final class FcmChannel implements Channel, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FcmChannel.class);

    private final FirebaseApp app;
    private final FirebaseMessaging messaging;
    private final FcmResults results;
    private final boolean crossesBorder;

    private FcmChannel(FirebaseOptions.Builder options, FcmResults results, boolean crossesBorder) {
        this.app = FirebaseApp.initializeApp(
                options.setThreadManager(new BoundedThreads()).setConnectTimeout(10_000).setReadTimeout(20_000).build(),
                "rollcall-" + UUID.randomUUID());
        this.messaging = FirebaseMessaging.getInstance(app);
        this.results = results;
        this.crossesBorder = crossesBorder;
    }

    /**
     * The channel to Google.
     *
     * @param projectId the Firebase project
     * @param serviceAccount the service account's JSON key; read to its end, not closed
     * @throws IOException if it is not a key
     */
    public static FcmChannel toGoogle(String projectId, InputStream serviceAccount) throws IOException {
        return new FcmChannel(FirebaseOptions.builder().setProjectId(projectId)
                .setCredentials(GoogleCredentials.fromStream(serviceAccount)), defaultResults(), true);
    }

    /**
     * The same SDK against a server on this machine, for tests and demos; nothing leaves the machine.
     *
     * @param projectId any project
     * @param endpoint {@code http://127.0.0.1:port}
     * @param bearer the token that the server expects
     * @throws IllegalArgumentException if the endpoint is not http on a loopback address
     */
    public static FcmChannel toLoopback(String projectId, URI endpoint, String bearer) {
        return toLoopback(projectId, endpoint, bearer, defaultResults());
    }

    static FcmChannel toLoopback(String projectId, URI endpoint, String bearer, FcmResults results) {
        NetHttpTransport transport = new NetHttpTransport.Builder()
                .setConnectionFactory(new LoopbackConnections(endpoint)).build();
        return new FcmChannel(FirebaseOptions.builder().setProjectId(projectId).setHttpTransport(transport)
                .setCredentials(new StaticCredentials(bearer)), results, false);
    }

    private static FcmResults defaultResults() {
        DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();
        return new FcmResults(Clock.systemUTC(), jitter);
    }

    @Override
    public String name() {
        return "fcm";
    }

    @Override
    public boolean crossesBorder() {
        return crossesBorder;
    }

    @Override
    public CompletionStage<DeliveryResult> deliver(Registration registration, Message message) {
        return send(FcmMessages.to(registration, message, Payload.of(message), Instant.now()))
                .whenComplete((result, never) -> tellOperator(result, message));
    }

    private CompletableFuture<DeliveryResult> send(com.google.firebase.messaging.Message message) {
        try {
            return ApiFutures.toCompletable(messaging.sendAsync(message)).handle(
                    (id, failure) -> failure == null ? new DeliveryResult.Delivered() : results.ofFailure(failure));
        } catch (RuntimeException e) {
            // The queue is full or the channel closed: neither is the message's fault.
            return CompletableFuture.completedFuture(results.ofFailure(e));
        }
    }

    private static void tellOperator(DeliveryResult result, Message message) {
        if (result instanceof DeliveryResult.RegistrationDisabled) {
            LOG.errorf("fcm registration of another sender: check the Firebase project; objectId=%s",
                    message.objectId());
        } else if (result instanceof DeliveryResult.Retry retry
                && retry.reason().equals(FcmResults.CREDENTIALS_REFUSED)) {
            LOG.errorf("fcm refuses our credentials: check the service account and its project; objectId=%s",
                    message.objectId());
        }
    }

    /** Ends the SDK's app and its threads; deliveries under way may end as retries. */
    @Override
    public void close() {
        app.delete();
    }
}
