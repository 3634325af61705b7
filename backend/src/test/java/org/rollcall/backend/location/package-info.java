/** Proves where fixes go: dialects, quarantine, partitions, trajectories. */
package org.rollcall.backend.location;
