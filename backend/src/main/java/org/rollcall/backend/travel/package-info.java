/**
 * Permissions to be somewhere else for a time: granting, revoking, and the rules that the kernel makes of them.
 *
 * <p>What was granted is never changed; a revocation is a new version beside the old one, so that every fix stays judged
 * by what was believed when it was judged. Nothing here decides whether a person travelled lawfully. Who decides on a leave
 * is a rule of its days ({@code LeaveRule}), whose numbers are configuration.
 */
package org.rollcall.backend.travel;
