package org.rollcall.backend.platform;

import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.netty.channel.unix.Errors;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

/** What a failure of the database means, however deep a library has wrapped it. */
public final class DatabaseFailure {

    private static final Set<String> NOT_UNIQUE = Set.of("23505", "23P01");
    /** Cancelled for its time; a lock that was not had in time; a password or a database that is not there. */
    private static final Set<String> ABLE_LATER = Set.of("57014", "55P03", "28000", "28P01", "3D000");
    /** Lost connection, transaction to be repeated, too few resources, shutting down. */
    private static final Set<String> CLASSES_ABLE_LATER = Set.of("08", "40", "53", "57P");
    private static final Set<String> NO_TEXT = Set.of("22021", "22P05");
    private static final int DEEPEST = 16;

    private DatabaseFailure() {
    }

    /** Whether something is there already that may be there once. */
    public static boolean isNotUnique(Throwable failure) {
        return sqlState(failure).filter(NOT_UNIQUE::contains).isPresent();
    }

    /** Whether the database could not be reached or had no time, so that the same request may work later. */
    public static boolean isUnavailable(Throwable failure) {
        return find(failure, DatabaseFailure::isUnreachable).isPresent()
                || sqlState(failure).filter(DatabaseFailure::mayWorkLater).isPresent();
    }

    /** Whether somebody else held a lock for longer than is waited. */
    public static boolean isLockTimeout(Throwable failure) {
        return sqlState(failure).filter("55P03"::equals).isPresent();
    }

    /** Whether a text holds a character that no text of the database can hold. */
    static boolean isNoText(Throwable failure) {
        return sqlState(failure).filter(NO_TEXT::contains).isPresent();
    }

    private static boolean mayWorkLater(String state) {
        return ABLE_LATER.contains(state) || CLASSES_ABLE_LATER.stream().anyMatch(state::startsWith);
    }

    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof SocketException || failure instanceof UnknownHostException
        // What a connection that was cut is called over epoll.
                || failure instanceof Errors.NativeIoException
                || failure instanceof ClosedChannelException || failure instanceof ClosedConnectionException
                // What the pool says when no connection was free in time.
                || failure instanceof VertxException && String.valueOf(failure.getMessage()).startsWith("Timeout")
                // And a connection that was given to somebody in the very moment in which it was lost.
                || String.valueOf(failure.getMessage()).startsWith("Connection is not active now");
    }

    private static Optional<String> sqlState(Throwable failure) {
        return find(failure, cause -> sqlStateOf(cause) != null).map(DatabaseFailure::sqlStateOf);
    }

    /** Hibernate makes an SQLException of what the client says. */
    static String sqlStateOf(Throwable failure) {
        if (failure instanceof PgException refused) {
            return refused.getSqlState();
        }
        return failure instanceof SQLException refused ? refused.getSQLState() : null;
    }

    private static Optional<Throwable> find(Throwable failure, Predicate<Throwable> wanted) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
