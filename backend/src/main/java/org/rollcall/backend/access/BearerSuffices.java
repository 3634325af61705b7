package org.rollcall.backend.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A phone does this with its token alone. Whatever does not say so wants a proof of the phone's key with each request
 * (RFC 9449), so that nobody can forget to ask for one; staff have no such key and are not asked.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BearerSuffices {

    /** Why a copied token may do this. */
    String value();
}
