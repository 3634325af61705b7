/**
 * Tests of what features share.
 *
 * <p>Nothing here tests a feature; the resource that these tests ask exists in tests only.
 */
package org.rollcall.backend.platform;
