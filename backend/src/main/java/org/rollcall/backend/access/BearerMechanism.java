package org.rollcall.backend.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Turns a bearer token into an identity: the account as principal; for staff the roles of the posts that are valid now,
 * or of the one post that the session holds, which ends with it; for a supervisee that role while the device that holds
 * the token is not revoked. A session of staff that was ended lets nobody in from that moment, since each request asks.
 *
 * <p>Where a phone reports fixes this is not asked here, once a fix: the transaction that stores them asks, for all of a
 * batch at once and so that a revocation that commits before it is seen. Nothing else that a phone may do goes unasked.
 * A token that an app of others holds is for its own route, and none here. A guardian's secret gives the one role that it is for.
 */
@ApplicationScoped
class BearerMechanism implements HttpAuthenticationMechanism {

    // The second is what clients made for RFC 9449 say; what they prove is asked elsewhere.
    private static final List<String> SCHEMES = List.of("Bearer ", "DPoP ");
    // A token of the version before names no session; it ends within its quarter of an hour.
    private static final String SESSION = " cross join lateral (select case when $3::uuid is null then false"
            + " else staff_session_strength($3, a.id, $2) end as strong) s";
    private static final String HOLDS = " and a.kind = 'STAFF' and a.disabled_at is null and s.strong is not null";
    private static final String POSTS = "select p.role, s.strong, a.password_once from account a left join post p"
            + " on p.account_id = a.id and post_counts(p.covers, p.valid, $2)"
            + SESSION + " where a.id = $1" + HOLDS;
    private static final String HOLDS_POST = "select p.role, s.strong, a.password_once from account a join post p"
            + " on p.account_id = a.id"
            + " and p.id = $4 and post_counts(p.covers, p.valid, $2)"
            + SESSION + " where a.id = $1" + HOLDS;
    private static final String ASKED_WHEN_STORED = "/api/v1/me/fixes";
    private static final String GUARDIAN = "select guardian_of_secret($1, $2) as id";
    private static final String HOLDS_DEVICE = "select 'SUPERVISEE' as role, true as strong, false as password_once"
            + " where holds_device($1, $2)";

    private final AccessTokens tokens;
    private final SecondFactorPolicy policy;
    private final AuthenticationMeters meters;
    private final Pool pool;
    private final Clock clock;

    BearerMechanism(AccessTokens tokens, SecondFactorPolicy policy, AuthenticationMeters meters, Pool pool,
            Clock clock) {
        this.tokens = tokens;
        this.policy = policy;
        this.meters = meters;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        long began = System.nanoTime();
        var token = tokenOf(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        var guardian = token.flatMap(GuardianSecret::parse);
        if (guardian.isPresent()) {
            return guardian(guardian.get());
        }
        return token.isEmpty()
                ? Uni.createFrom().nullItem()
                : tokens.verify(token.get(), Audience.API)
                        .chain(subject -> identityOf(context, subject.orElseThrow(AuthenticationFailedException::new),
                                began));
    }

    /** Whoever holds a guardianship's secret, while the guardianship lasts: asked each time. */
    private Uni<SecurityIdentity> guardian(GuardianSecret secret) {
        return pool.preparedQuery(GUARDIAN)
                .execute(Tuple.of(Buffer.buffer(secret.hash()), clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var id = rows.iterator().next().getUUID("id");
                    if (id == null) {
                        throw new AuthenticationFailedException();
                    }
                    return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(id.toString()))
                            .addRole(Role.GUARDIAN).build();
                });
    }

    /** The token in that header, which may be null; empty where it holds none. */
    static Optional<String> tokenOf(String authorization) {
        if (authorization != null) {
            for (var scheme : SCHEMES) {
                if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
                    return Optional.of(authorization.substring(scheme.length()).strip());
                }
            }
        }
        return Optional.empty();
    }

    private Uni<SecurityIdentity> identityOf(RoutingContext context, Subject subject, long began) {
        boolean asksWhenStored = subject.device().isPresent() && isAskedWhenStored(context);
        var identity = asksWhenStored
                ? Uni.createFrom().item(identity(subject, List.of(Role.SUPERVISEE), false))
                : rows(subject).map(found -> identity(subject, found));
        return identity.invoke(() -> meters.letIn(System.nanoTime() - began, subject.device(), asksWhenStored));
    }

    private static boolean isAskedWhenStored(RoutingContext context) {
        return context.request().method() == HttpMethod.POST && ASKED_WHEN_STORED.equals(context.request().path());
    }

    private Uni<RowSet<Row>> rows(Subject subject) {
        if (subject.device().isPresent()) {
            return pool.preparedQuery(HOLDS_DEVICE).execute(Tuple.of(subject.account(), subject.device().get()));
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var session = subject.session().orElse(null);
        return subject.post().isPresent()
                ? pool.preparedQuery(HOLDS_POST)
                        .execute(Tuple.of(subject.account(), now, session, subject.post().get()))
                : pool.preparedQuery(POSTS).execute(Tuple.of(subject.account(), now, session));
    }

    private SecurityIdentity identity(Subject subject, RowSet<Row> rows) {
        if (rows.rowCount() == 0) {
            throw new AuthenticationFailedException();
        }
        var roles = new ArrayList<String>();
        for (var row : rows) {
            if (row.getString("role") != null) {
                roles.add(row.getString("role"));
            }
        }
        // Also where such a post was given, or the policy set, after the session was opened.
        if (!rows.iterator().next().getBoolean("strong") && policy.requires(roles)) {
            throw new AuthenticationFailedException();
        }
        return identity(subject, roles, rows.iterator().next().getBoolean("password_once"));
    }

    private static SecurityIdentity identity(Subject subject, List<String> roles, boolean oneTimePassword) {
        var identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(subject.account().toString()));
        subject.device().ifPresent(device -> identity.addAttribute(Scope.DEVICE, device));
        subject.post().ifPresent(post -> identity.addAttribute(Scope.POST, post));
        subject.session().ifPresent(session -> identity.addAttribute(Scope.SESSION, session));
        if (oneTimePassword) {
            identity.addAttribute(Scope.ONE_TIME_PASSWORD, true);
        }
        roles.forEach(identity::addRole);
        return identity.build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }
}
