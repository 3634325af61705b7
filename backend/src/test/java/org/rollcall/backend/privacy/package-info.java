/** What is most personal: sealed, found, rotated, held, and told to whom it is about. */
package org.rollcall.backend.privacy;
