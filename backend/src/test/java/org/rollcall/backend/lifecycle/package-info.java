/** Custody, release and termination. */
package org.rollcall.backend.lifecycle;
