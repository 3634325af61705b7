/**
 * Proof that no duty is skipped, doubled or held against somebody wrongly.
 *
 * <p>Time is moved here, never waited for.
 */
package org.rollcall.backend.duty;
