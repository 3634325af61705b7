/**
 * What is most personal and what follows from that: identity documents, telephone numbers and health notes, sealed field
 * by field and found by keyed digests; holds that keep evidence from being let go; everything about oneself.
 *
 * <p>Nothing here is ever logged, and no value of a sealed field stands in an address, an error or the record of deeds.
 */
package org.rollcall.backend.privacy;
