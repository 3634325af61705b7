/**
 * What three features share: the clock, ids, problems, pages, repetitions.
 *
 * <p>Nothing in here knows a feature, a table or a rule of the domain.
 */
package org.rollcall.backend.platform;
