package org.rollcall.backend.access;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * The phones whose tokens this node has checked, so that whoever takes fixes need not ask anybody. Says nothing of whether
 * a phone still counts: the transaction that stores what it sent asks that. Thread-safe.
 */
@ApplicationScoped
public class RememberedPhones {

    private final VerifiedTokens tokens;
    private final AuthenticationMeters meters;

    RememberedPhones(VerifiedTokens tokens, AuthenticationMeters meters) {
        this.tokens = tokens;
        this.meters = meters;
    }

    /**
     * The phone that holds this token.
     *
     * @param authorization the header as it was sent; may be null
     * @return empty where the token is none, has ended, is a person's of the staff, or was not checked here yet
     */
    public Optional<EnrolledDevice> find(String authorization) {
        long began = System.nanoTime();
        var phone = BearerMechanism.tokenOf(authorization).flatMap(tokens::find).flatMap(Subject::phone);
        phone.ifPresent(known -> meters.letIn(System.nanoTime() - began, phone, true));
        return phone;
    }
}
