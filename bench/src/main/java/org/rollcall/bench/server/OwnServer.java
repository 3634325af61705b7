package org.rollcall.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.rollcall.bench.Settings;
import org.rollcall.demo.Api;
import org.rollcall.demo.DemoClock;
import org.rollcall.demo.Staff;

/**
 * The built application with a fresh database, both of this benchmark alone. Close it: nodes and cluster end.
 */
public final class OwnServer implements AutoCloseable {

    private static final List<String> HEAP = List.of("-Xmx2g");

    private final Settings settings;
    private final OwnDatabase database;
    private final Map<String, String> environment = new HashMap<>();
    private final String adminPassword = secret();
    private final List<Node> others = new ArrayList<>();
    private Node node;
    private boolean isClosed;

    private OwnServer(Settings settings, Map<String, String> configuration) {
        this.settings = settings;
        this.database = OwnDatabase.start(settings);
        environment.putAll(configuration);
    }

    /** @param configuration environment variables of the server beside those that it needs */
    public static OwnServer start(Settings settings, Map<String, String> configuration) {
        return start(settings, configuration, HEAP);
    }

    /** @param options of its JVM */
    public static OwnServer start(Settings settings, Map<String, String> configuration, List<String> options) {
        settings.say("a database and a server of our own");
        var own = new OwnServer(settings, configuration);
        // Also when it is interrupted: nobody else would stop what it started.
        Runtime.getRuntime().addShutdownHook(new Thread(own::close));
        try {
            own.begin(options);
            return own;
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private void begin(List<String> options) {
        var theirs = database.environment();
        theirs.putAll(environment);
        environment.putAll(theirs);
        try {
            var key = Files.writeString(settings.work().resolve("master.key"), secret() + secret(),
                    StandardCharsets.US_ASCII);
            environment.put("ROLLCALL_MASTER_KEY_FILE", key.toString());
            // All of the load comes from one address and from few members of staff.
            for (var limit : List.of("ACCOUNT", "DEVICE", "ADDRESS")) {
                environment.putIfAbsent("ROLLCALL_REQUESTS_" + limit + "_PER_MINUTE", "100000000");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Node.command(settings, environment, "", "migrate");
        Node.command(settings, environment, adminPassword + "\n", "create-admin", "admin", "Bench province");
        node = new Node(settings, "server", environment, options).begin().awaitReady();
    }

    /** One more node on the same database, not started yet. */
    public Node another(String name, Map<String, String> configuration) {
        var its = new HashMap<>(environment);
        its.putAll(configuration);
        var another = new Node(settings, name, its, HEAP);
        others.add(another);
        return another;
    }

    /** Its first node. */
    public Node node() {
        return node;
    }

    public OwnDatabase database() {
        return database;
    }

    /** Where it answers. */
    public URI base() {
        return node.base();
    }

    /** A client of its API. */
    public Api api() {
        return new Api(base());
    }

    /** Its admin. */
    public Staff admin() {
        return new Staff(api(), DemoClock.REAL, "admin", adminPassword);
    }

    /** The only value that a query of the database's administrator finds. */
    public String query(String sql) {
        return database.query(sql);
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        others.forEach(Node::close);
        if (node != null) {
            node.close();
        }
        database.close();
    }
}
