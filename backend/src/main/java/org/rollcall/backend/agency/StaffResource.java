package org.rollcall.backend.agency;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.rollcall.backend.access.OwnSecondFactor;
import org.rollcall.backend.access.Post;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.access.SessionBook;
import org.rollcall.backend.platform.Created;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** The accounts of staff and their posts. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
public class StaffResource {

    private final StaffAccounts accounts;
    private final StaffReads reads;
    private final Posts posts;
    private final Covers covers;
    private final SessionBook sessions;
    private final OwnSecondFactor secondFactors;

    StaffResource(StaffAccounts accounts, StaffReads reads, Posts posts, Covers covers,
            SessionBook sessions, OwnSecondFactor secondFactors) {
        this.covers = covers;
        this.secondFactors = secondFactors;
        this.accounts = accounts;
        this.reads = reads;
        this.posts = posts;
        this.sessions = sessions;
    }

    @POST
    @Path("accounts")
    public Uni<RestResponse<Account>> createAccount(@NotNull @Valid AccountRequest request) {
        return accounts.create(request).map(account -> Created.at("accounts/" + account.id(), account));
    }

    @GET
    @Path("accounts")
    public Uni<Page<Account>> listAccounts(@RestQuery String limit, @RestQuery String after) {
        return reads.list(PageRequest.of(limit, after));
    }

    @GET
    @Path("accounts/{accountId}")
    public Uni<Account> getAccount(@RestPath UUID accountId) {
        return reads.get(accountId);
    }

    @POST
    @Path("accounts/{accountId}/disablement")
    @Consumes(MediaType.WILDCARD)
    public Uni<Account> disableAccount(@RestPath UUID accountId) {
        return accounts.disable(accountId);
    }

    @POST
    @Path("accounts/{accountId}/sessions/revocation")
    @ResponseStatus(204)
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> revokeSessions(@RestPath UUID accountId) {
        return sessions.endAllOf(accountId);
    }

    @POST
    @Path("accounts/{accountId}/second-factor/reset")
    @ResponseStatus(204)
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> resetSecondFactor(@RestPath UUID accountId) {
        return secondFactors.reset(accountId);
    }

    @POST
    @Path("accounts/{accountId}/password/reset")
    @ResponseStatus(204)
    public Uni<Void> resetPassword(@RestPath UUID accountId, @NotNull @Valid PasswordRequest request) {
        return accounts.resetPassword(accountId, request);
    }

    @POST
    @Path("accounts/{accountId}/posts")
    @ResponseStatus(201)
    public Uni<Post> createPost(@RestPath UUID accountId, @NotNull @Valid PostRequest request) {
        return posts.give(accountId, request);
    }

    @POST
    @Path("posts/{postId}/covers")
    @ResponseStatus(201)
    public Uni<Post> createCover(@RestPath UUID postId, @NotNull @Valid CoverRequest request) {
        return covers.give(postId, request);
    }

    @POST
    @Path("posts/{postId}/ending")
    @Consumes(MediaType.WILDCARD)
    public Uni<Post> endPost(@RestPath UUID postId) {
        return posts.end(postId);
    }
}
