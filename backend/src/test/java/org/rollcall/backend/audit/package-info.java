/** Shows that deeds are put on record with what they record, and never otherwise. */
package org.rollcall.backend.audit;
