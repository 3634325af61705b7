/**
 * The register of processing (PIPL 19, 47, 51): what is kept, why, by which rule, for how long, and what comes then; how an
 * administrator changes it; and the job that lets go of what has been kept long enough.
 *
 * <p>What goes and what stays is decided in the schema (R__retention.sql), by periods that it reads itself. Days of raw
 * fixes are let go by {@code location}, by the same periods. Nothing here looks into what it lets go of.
 */
package org.rollcall.backend.retention;
