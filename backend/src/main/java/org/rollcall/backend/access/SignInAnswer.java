package org.rollcall.backend.access;

/** What a right password gives: a session, or the question for the second factor. */
sealed interface SignInAnswer permits OpenedSession, SecondFactorAsked {
}
