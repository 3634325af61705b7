package org.rollcall.backend.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Whoever signed in by a password that an admin set does this. Whatever does not say so wants the password changed first. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface OneTimePasswordSuffices {
}
