package org.rollcall.backend.agency;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Post;
import org.rollcall.backend.access.PostRole;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Gives posts within the asker's scope and ends them. Either takes effect at the next request. Thread-safe. */
@ApplicationScoped
class Posts {

    private static final String UNIT = "select from agency_unit where id = $1";
    private static final String INSERT = "insert into post (id, account_id, unit_id, role, valid, minors)"
            + " values ($1, $2, $3, $4, tstzrange($5, $6), $7)";
    private static final String GET = "select " + Post.COLUMNS
            + " from post p join agency_unit u on u.id = p.unit_id where p.id = $1 and in_scope(p.unit_id)";
    private static final String END = "update post set valid = tstzrange(lower(valid), $2) where id = $1"
            + " and lower(valid) < $2 and (upper_inf(valid) or upper(valid) > $2)";

    /** What shows nobody under supervision, and so may be given to oneself. */
    private static final Set<PostRole> SHOWS_NOBODY = Set.of(PostRole.ADMIN, PostRole.OPERATOR);

    private final Scope scope;
    private final Idempotency idempotency;
    private final StaffReads accounts;
    private final AuditTrail audit;
    private final Clock clock;

    Posts(Scope scope, Idempotency idempotency, StaffReads accounts, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Gives a post.
     *
     * @throws ProblemException CONFLICT where it is to oneself and would show people; in the Uni: NOT_FOUND where the account
     *         is not in scope; INVALID where the unit is not, or the post would have begun already, or would end before it begins, or the role
     *         has nothing to do with minors; CONFLICT where the account is shut, or holds that post at that time
     */
    Uni<Post> give(UUID account, PostRequest request) {
        var now = clock.instant();
        var from = request.validFrom() == null ? now : request.validFrom();
        if (from.isBefore(now)) {
            // What was done meanwhile was done without it.
            throw ProblemException.invalid("validFrom", "lies in the past");
        }
        if (request.validUntil() != null && !request.validUntil().isAfter(from)) {
            throw ProblemException.invalid("validUntil", "does not lie after validFrom");
        }
        boolean minors = Boolean.TRUE.equals(request.minors());
        if (minors && !PostRole.SEES_MINORS.contains(request.role())) {
            throw ProblemException.invalid("minors", "is not for that role");
        }
        if (account.equals(scope.account()) && !SHOWS_NOBODY.contains(request.role())) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "Nobody gives themself a post that shows people: another admin does.");
        }
        var row = Tuple.tuple().addUUID(Ids.next()).addUUID(account).addUUID(request.unitId())
                .addString(request.role().name()).addOffsetDateTime(from.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(
                        request.validUntil() == null ? null : request.validUntil().atOffset(ZoneOffset.UTC))
                .addBoolean(minors);
        return scope.inTransaction(transaction -> accounts.get(transaction, account).chain(
                holder -> idempotency.once(transaction, request, Post.class, () -> {
                    if (holder.disabledAt() != null) {
                        throw new ProblemException(ProblemType.CONFLICT, "The account is shut.");
                    }
                    return insert(transaction, request.unitId(), row);
                })));
    }

    private Uni<Post> insert(SqlConnection transaction, UUID unit, Tuple row) {
        return transaction.preparedQuery(UNIT).execute(Tuple.of(unit)).invoke(found -> {
            if (found.rowCount() == 0) {
                throw ProblemException.invalid("unitId", "does not exist, or is not in your scope");
            }
        }).chain(() -> transaction.preparedQuery(INSERT).execute(row))
                .onFailure(DatabaseFailure::isNotUnique)
                .transform(e -> new ProblemException(ProblemType.CONFLICT, "The account holds that post already."))
                .chain(() -> get(transaction, row.getUUID(0)))
                .call(post -> record(transaction, Action.POST_CREATED, post));
    }

    /**
     * Ends a post now.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; CONFLICT where it has ended, has not
     *         begun, or is the last admin's of a province
     */
    Uni<Post> end(UUID id) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return scope.inTransaction(transaction -> LastAdmin.takeTurn(transaction).chain(() -> get(transaction, id))
                .chain(() -> LastAdmin.mustRemain(transaction, id, now))
                .chain(() -> transaction.preparedQuery(END).execute(Tuple.of(id, now))).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new ProblemException(ProblemType.CONFLICT, "It has ended, or has not begun.");
                    }
                }).chain(() -> get(transaction, id)).call(post -> record(transaction, Action.POST_ENDED, post)));
    }

    private static Uni<Post> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(GET).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return Post.of(rows.iterator().next());
        });
    }

    private Uni<Void> record(SqlConnection transaction, Action action, Post post) {
        var detail = new JsonObject().put("account", post.accountId().toString())
                .put("unit", post.unitId().toString()).put("role", post.role().name()).put("minors", post.minors());
        return audit.record(transaction, new Deed(scope.account(), action, post.id(), Optional.empty(), detail));
    }
}
