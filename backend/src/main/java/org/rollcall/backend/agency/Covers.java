package org.rollcall.backend.agency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Post;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Covers: one member of staff has another's post for some days, beside their own. A cover is a post, so that everything
 * that asks for posts counts it; it ends with what it covers, and before that whenever one of both says so. Thread-safe.
 */
@ApplicationScoped
class Covers {

    /** Who is away for longer has left the post. */
    static final Duration LONGEST = Duration.ofDays(92);

    private record Covered(UUID unit, String role, Optional<Instant> ends, boolean mayCover) {
        static Covered of(Row row) {
            return new Covered(row.getUUID("unit_id"), row.getString("role"),
                    Optional.ofNullable(row.getOffsetDateTime("ends")).map(OffsetDateTime::toInstant),
                    row.getBoolean("may"));
        }
    }

    private static final String FIND = "select p.unit_id, p.role, upper(p.valid) as ends, may_cover(p.id, $2, $3) as may"
            + " from post p where p.id = $1 and p.covers is null and p.valid @> $3::timestamptz and ";
    private static final String IN_SCOPE = "in_scope(p.unit_id, 'ADMIN')";
    private static final String OWN = "p.account_id = scope_account()";
    private static final String INSERT = "insert into post (id, account_id, unit_id, role, valid, covers)"
            + " values ($1, $2, $3, $4, tstzrange($5, $6), $7)";
    // The unit may lie outside what the asker sees: whose post is covered sees their own, who covers sees it by the cover.
    private static final String GET = "select " + Post.COLUMNS
            + " from post p join agency_unit u on u.id = p.unit_id where p.id = $1";
    private static final String PAGE = "select " + Post.COLUMNS + " from post p join agency_unit u on u.id = p.unit_id"
            + " where p.covers is not null and ($1::uuid is null or p.id > $1) and upper(p.valid) > $3::timestamptz"
            + " and (p.account_id = scope_account() or exists (select from post o where o.id = p.covers"
            + " and o.account_id = scope_account())) order by p.id limit $2";
    // One that has not begun never counts: the shortest range after its beginning is left of it.
    private static final String END = "update post p set valid = tstzrange(lower(p.valid), greatest($2,"
            + " lower(p.valid) + interval '1 microsecond')) where p.id = $1 and p.covers is not null"
            + " and upper(p.valid) > $2 and (p.account_id = scope_account() or exists (select from post o"
            + " where o.id = p.covers and o.account_id = scope_account()))";

    private final Scope scope;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    Covers(Scope scope, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * By an admin of the post's unit.
     *
     * @throws ProblemException CONFLICT where it is to oneself; in the Uni: NOT_FOUND where no such post counts in scope,
     *         INVALID where the time is none or that account may not cover it, CONFLICT where it holds such a post already
     */
    Uni<Post> give(UUID post, CoverRequest request) {
        if (request.accountId().equals(scope.account())) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "Nobody gives themself a cover: another admin does, or whose post it is.");
        }
        return give(post, request, request, IN_SCOPE);
    }

    /** By who holds the post, else the same. */
    Uni<Post> giveOwn(OwnCoverRequest request) {
        return give(request.postId(), request.cover(), request, OWN);
    }

    private Uni<Post> give(UUID post, CoverRequest request, Object asked, String whose) {
        var now = clock.instant();
        var from = request.validFrom() == null ? now : request.validFrom();
        return scope.inTransaction(transaction -> transaction.preparedQuery(FIND + whose)
                .execute(Tuple.of(post, request.accountId(), utc(now))).chain(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                    check(request, from, now);
                    var covered = Covered.of(rows.iterator().next());
                    return idempotency.once(transaction, asked, Post.class,
                            () -> insert(transaction, post, covered, request, from));
                }));
    }

    private static void check(CoverRequest request, Instant from, Instant now) {
        if (from.isBefore(now)) {
            throw ProblemException.invalid("validFrom", "lies in the past");
        }
        if (!request.validUntil().isAfter(from) || request.validUntil().isAfter(from.plus(LONGEST))) {
            throw ProblemException.invalid("validUntil", "does not lie after validFrom, or more than 92 days after it");
        }
    }

    private Uni<Post> insert(SqlConnection transaction, UUID post, Covered covered, CoverRequest request,
            Instant from) {
        if (!covered.mayCover()) {
            throw ProblemException.invalid("accountId",
                    "holds no post in the same county that could cover this one, or is its holder");
        }
        if (covered.role().equals("ADMIN")) {
            throw new ProblemException(ProblemType.INVALID, "An admin's post is not covered: give another a post.");
        }
        if (covered.ends().filter(request.validUntil()::isAfter).isPresent()) {
            throw ProblemException.invalid("validUntil", "lies after the end of the post");
        }
        var row = Tuple.tuple().addUUID(Ids.next()).addUUID(request.accountId()).addUUID(covered.unit())
                .addString(covered.role()).addOffsetDateTime(utc(from)).addOffsetDateTime(utc(request.validUntil()))
                .addUUID(post);
        return transaction.preparedQuery(INSERT).execute(row).onFailure(DatabaseFailure::isNotUnique)
                .transform(e -> new ProblemException(ProblemType.CONFLICT, "The account holds such a post already."))
                .chain(() -> get(transaction, row.getUUID(0)))
                .call(cover -> record(transaction, Action.COVER_GIVEN, cover));
    }

    /** Covers of the asker's posts, and those that the asker has taken; not those that ended. */
    Uni<Page<Post>> list(PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(transaction -> transaction.preparedQuery(PAGE)
                .execute(Tuple.of(after == null ? null : after.id(), page.fetch(), utc(clock.instant()))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Post::of).toList())
                .map(covers -> page.page(covers, cover -> new Cursor.ById(cover.id())));
    }

    /**
     * Ends a cover now, by who covers or is covered.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none of theirs that has not ended
     */
    Uni<Void> end(UUID cover) {
        return scope.inTransaction(transaction -> transaction.preparedQuery(END)
                .execute(Tuple.of(cover, utc(clock.instant()))).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                })
                .chain(() -> audit.record(transaction, Deed.of(scope.account(), Action.COVER_ENDED, cover))));
    }

    private static Uni<Post> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(GET).execute(Tuple.of(id)).map(rows -> Post.of(rows.iterator().next()));
    }

    private Uni<Void> record(SqlConnection transaction, Action action, Post cover) {
        var detail = new JsonObject().put("account", cover.accountId().toString())
                .put("covers", cover.covers().toString()).put("until", cover.validUntil().toString());
        return audit.record(transaction, new Deed(scope.account(), action, cover.id(), Optional.empty(), detail));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
